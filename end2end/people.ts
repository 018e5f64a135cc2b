import { expect, type Page } from '@playwright/test';

const SIGN_IN = /^(Ieiet|Sign in)$/;
const TO_PROVIDER = /^(Turpināt uz ieeju|Continue to sign in)$/;
const SIGN_OUT = /^(Iziet|Sign out)$/;

/** Signs in as a person does: the control in the header, then the persona by name. */
export async function signIn(page: Page, persona: string): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: SIGN_IN }).click();
  await passSignIn(page, persona);
}

/** Goes on from the sign-in page, where a deep link that needs sign-in also leads. */
export async function passSignIn(page: Page, persona: string): Promise<void> {
  await page.getByRole('link', { name: TO_PROVIDER }).click();
  await choosePersona(page, persona);
}

/** Chooses a persona on the provider's page. */
export async function choosePersona(page: Page, persona: string): Promise<void> {
  await page.getByRole('button', { name: persona }).click();
  await expect(page.getByRole('button', { name: SIGN_OUT })).toBeVisible();
}
