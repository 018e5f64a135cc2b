import { axe, type Look } from '../accessible.ts';
import { expect, test, type Page } from '../fixtures.ts';
import { choose, goOn, tick, type } from '../forms.ts';
import { signIn } from '../people.ts';
import { blockScripts, hydrated } from '../scripting.ts';
import { fillResidence, LETTER, RESIDENCE, start, writeToAgency } from '../services.ts';

const PHONE = 360;
const DESK = 1280;
const NARROWEST = 320;

test('signing in', async ({ page }) => {
  await page.goto('/lv');
  await page.getByRole('banner').getByRole('link', { name: 'Ieiet' }).click();
  await everyLook(page);
  await page.getByRole('link', { name: /^(Turpināt uz ieeju|Continue to sign in)$/ }).click();
  await lookAt(page);
});

test('each page of the declaration of residence', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto('/lv');
  await signIn(page, 'Edgars Zariņš');
  await page.goto(`${RESIDENCE}/pieteikums`);
  await everyLook(page);
  await start(page, RESIDENCE);
  await choose(page, 'Kuri cilvēki pārceļas', 'Es kopā ar citiem');
  await goOn(page);
  const add = page.getByRole('button', { name: 'Pievienot vēl vienu cilvēku' });
  await add.click();
  await everyLook(page);
  await goOn(page);
  await expect(page.getByRole('group', { name: 'Lūdzu, izlabojiet' })).toBeVisible();
  await lookAt(page);
  await page.goto(page.url().replace(/[^/]+$/, 'who'));
  await everyLook(page);
  await fillResidence(page);
  const check = page.url();
  await everyLook(page);
  for (const title of ['newAddress', 'basis', 'cameFrom', 'hasAdditional', 'email', 'truth']) {
    await page.goto(check);
    const change = page.locator(`a[href*="#field-${title}"]`).first();
    await change.click();
    await everyLook(page);
  }
});

test('the client’s pages', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto('/lv');
  await signIn(page, 'Laura Sproģe');
  const number = await writeToAgency(page, 'Pilsonības un migrācijas lietu pārvalde', 'Par pases termiņu');
  await everyLook(page);
  await start(page, LETTER);
  const own = ['', '/pastkaste', '/parstaviba', '/piekluves-atslegas', '/sesijas'].map((path) => `/lv/darba-vieta${path}`);
  for (const path of [...own, `/lv/pieteikumi/${number}`, `/lv/pieteikumi/${number}/vertejums`]) {
    await page.goto(path);
    await everyLook(page);
  }
  await page.goto('/lv/darba-vieta/piekluves-atslegas');
  await type(page, 'Nosaukums', 'Grāmatvedība');
  await page.getByRole('button', { name: 'Izveidot' }).click();
  await expect(page.getByText('Atslēga ir izveidota')).toBeVisible();
  await lookAt(page);
});

test('the official’s pages, and what is left of a finished case', async ({ page, newPerson }) => {
  test.setTimeout(300_000);
  const client = await newPerson();
  await client.goto('/lv');
  await signIn(client, 'Ilze Ozola');
  const number = await writeToAgency(client, 'Valsts sociālās apdrošināšanas aģentūra', 'Par pabalstu');
  await page.goto('/lv');
  await signIn(page, 'Raimonds Egle');
  await page.getByRole('link', { name: 'Iestādes rinda' }).click();
  await everyLook(page);
  await page.goto(`/lv/iestade/pieteikumi/${number}`);
  await everyLook(page);
  await page.getByRole('button', { name: 'Paņemt pieteikumu' }).click();
  await expect(page.getByText('Pieteikums ir paņemts')).toBeVisible();
  for (const summary of await page.locator('main details > summary').all()) await summary.click();
  await lookAt(page);
  await tick(page.getByRole('radio', { name: 'Atteikts' }));
  await type(page, 'Lēmums vai atbilde', 'Pabalsts nepienākas.');
  await page.getByRole('button', { name: 'Pabeigt pieteikumu' }).click();
  await expect(page.getByText('Pieteikums ir pabeigts', { exact: true })).toBeVisible();
  await lookAt(page);
  for (const path of ['', '/vertejums']) {
    await client.goto(`/lv/pieteikumi/${number}${path}`);
    await everyLook(client);
  }
});

test('signed-in pages without script', async ({ page, problems }) => {
  test.setTimeout(120_000);
  await page.goto('/lv');
  await signIn(page, 'Baiba Eglīte');
  await start(page, LETTER);
  await blockScripts(page, problems);
  await page.reload();
  await axe(page);
  await page.goto('/lv/darba-vieta');
  await axe(page);
});

test('the keyboard leads past the head of the page, and the focus can be seen', async ({ page }) => {
  await page.goto('/lv');
  await signIn(page, 'Inese Priede');
  await page.goto('/lv/darba-vieta');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Pāriet uz saturu' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  for (let presses = 0; presses < 5; presses += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement ?? document.body);
      return { inMain: !!document.activeElement?.closest('main, footer'), seen: boxShadow !== 'none' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) };
    });
    expect(focus).toEqual({ inMain: true, seen: true });
  }
});

/** The page in both languages, each light and dark, on a phone and on a desk; then back in the first language. */
async function everyLook(page: Page) {
  const own = page.url();
  await lookAt(page, 'light', 'dark');
  await page.getByRole('banner').getByText('English').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await lookAt(page, 'dark', 'light');
  await page.goto(own);
}

/** The page on a phone and on a desk, each in its look; and nothing is wider than the narrowest screen. */
async function lookAt(page: Page, onPhone: Look = 'light', onDesk: Look = 'dark') {
  const whole = page.viewportSize();
  await hydrated(page);
  for (const [width, look] of [[PHONE, onPhone], [DESK, onDesk]] as const) {
    await page.setViewportSize({ width, height: 900 });
    await axe(page, [look]);
  }
  await page.setViewportSize({ width: NARROWEST, height: 640 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, `${page.url()} is wider than ${NARROWEST} px`).toBeLessThanOrEqual(0);
  if (whole) await page.setViewportSize(whole);
}
