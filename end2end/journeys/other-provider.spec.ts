import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { ANNA, startProvider, type OtherProvider } from '../provider.ts';
import { freePort, startServer, terminate } from '../servers.ts';

const CLIENT = { id: 'varti-e2e', secret: 'a secret: with % and +' };

test.describe('signing in with a provider that is not ours', () => {
  let portal: { url: string; stop: () => Promise<void> };
  let provider: OtherProvider;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    const folder = mkdtempSync(join(tmpdir(), 'varti-provider-'));
    const address = `127.0.0.1:${await freePort()}`;
    provider = await startProvider(await freePort(), `http://${address}`, CLIENT);
    const server = await startServer('other-provider', address, { folder, logs: test.info().project.outputDir }, {
      VARTI_OIDC_ISSUER: provider.issuer,
      VARTI_OIDC_CLIENT_ID: CLIENT.id,
      VARTI_OIDC_CLIENT_SECRET: CLIENT.secret,
    });
    const stop = async () => {
      await terminate(server);
      rmSync(folder, { recursive: true, force: true });
    };
    portal = { url: `http://${address}`, stop };
  });

  test.afterAll(async () => {
    await portal?.stop();
    await provider?.stop();
  });

  test.beforeEach(({ problems }) => {
    // The portal of this test and its provider are not the server that others are judged by.
    problems.allow(/^something from another host: http:\/\/127\.0\.0\.1:/);
  });

  test('a person signs in, is known by name and signs out at both', async ({ page }) => {
    await page.goto(`${portal.url}/lv/darba-vieta`);
    await page.getByRole('link', { name: 'Ieiet un turpināt' }).click();
    await page.getByRole('link', { name: 'Turpināt uz ieeju' }).click();
    await page.getByRole('button', { name: 'Anna' }).click();
    await expect(page).toHaveURL(`${portal.url}/lv/darba-vieta`);
    await expect(page.getByText(`${ANNA.given_name} ${ANNA.family_name}`).first()).toBeVisible();

    await page.getByRole('button', { name: 'Iziet' }).click();
    await expect(page).toHaveURL(new RegExp(`^${provider.issuer}/session/end`));
    await page.getByRole('button', { name: /^Yes/ }).click();
    await expect(page).toHaveURL(`${portal.url}/lv`);
    await expect(page.getByRole('banner').getByRole('link', { name: 'Ieiet' })).toBeVisible();
    expect(provider.hints[0]?.split('.'), 'the provider is told whose session ends').toHaveLength(3);
  });

  test('whoever refuses at the provider may try again', async ({ page }) => {
    await page.goto(`${portal.url}/auth/start?next=%2Fen%2Fworkspace&lang=en`);
    await page.getByRole('button', { name: 'Nobody' }).click();
    await expect(page).toHaveURL(`${portal.url}/en/sign-in?problem=refused&next=%2Fen%2Fworkspace`);
    await page.getByRole('link', { name: 'Continue to sign in' }).click();
    await page.getByRole('button', { name: 'Anna' }).click();
    await expect(page).toHaveURL(`${portal.url}/en/workspace`);
  });
});
