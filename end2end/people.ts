import { expect, type Page } from '@playwright/test';

const SIGN_IN = /^(Ieiet|Sign in)$/;

/** Signs in through the sandbox provider, as a person does: the control in the header, then the persona by name. */
export async function signIn(page: Page, persona: string): Promise<void> {
  const control = page.getByRole('link', { name: SIGN_IN }).or(page.getByRole('button', { name: SIGN_IN }));
  await control.first().click();
  await choosePersona(page, persona);
}

/** Chooses a persona on the provider's page, where a deep link that needs sign-in also leads. */
export async function choosePersona(page: Page, persona: string): Promise<void> {
  const choice = page.getByRole('button', { name: persona });
  const provider = page.url();
  await choice.click();
  await page.waitForURL((url) => url.href !== provider);
  await expect(choice).toHaveCount(0);
}
