import type { Look } from '../accessible.ts';
import { expect, test, type Page } from '../fixtures.ts';
import { choose, goOn } from '../forms.ts';
import { passSignIn, signIn } from '../people.ts';
import { hydrated } from '../scripting.ts';
import { LETTER, RESIDENCE, start } from '../services.ts';

// What pages look like, against pictures that somebody has looked at. The server's clock stands still, so the same
// demonstration is shown at every run. After a wanted change: `make look`, then look at every new picture.

const WIDTHS = [360, 1280];
const LOOKS: readonly Look[] = ['light', 'dark'];
/** One with a long name, steps, a fee and measured times. */
const STREET = '/lv/pakalpojumi/ielu-tirdzniecibas-atlauja';

test.describe.configure({ timeout: 180_000 });

test('pages for everybody', async ({ page }) => {
  for (const [name, path] of [
    ['home', '/lv'],
    ['catalogue', '/lv/pakalpojumi?q=bērns'],
    ['nothing-found', '/lv/pakalpojumi?q=qqq'],
    ['card', STREET],
    ['life-situation', '/lv/dzives-situacijas/mainu-dzivesvietu'],
    ['help', '/lv/palidziba'],
    ['not-found', '/lv/nav-tadas'],
  ] as const) {
    await page.goto(path);
    await pictures(page, name);
  }
});

test('every component in every state', async ({ page }) => {
  await page.goto('/lv/dev/komponentes');
  await pictures(page, 'components');
});

test('a form from sign-in to its check', async ({ page }) => {
  await page.goto(`${RESIDENCE}/pieteikums`);
  await pictures(page, 'form-start');
  await page.getByRole('link', { name: 'Ieiet un sākt' }).click();
  await pictures(page, 'sign-in');
  await passSignIn(page, 'Edgars Zariņš');
  await start(page, RESIDENCE);
  await pictures(page, 'form-page');
  await choose(page, 'Kuri cilvēki pārceļas', 'Es kopā ar citiem');
  await goOn(page);
  await goOn(page);
  await expect(page.getByRole('group', { name: 'Lūdzu, izlabojiet' })).toBeVisible();
  await shoot(page, 'form-errors-lv');
});

test('the workspace of a client', async ({ page }) => {
  await page.goto('/lv');
  await signIn(page, 'Jānis Bērziņš');
  for (const [name, path] of [
    ['workspace', '/lv/darba-vieta'],
    ['inbox', '/lv/darba-vieta/pastkaste'],
    ['capacities', '/lv/darba-vieta/parstaviba'],
    ['tokens', '/lv/darba-vieta/piekluves-atslegas'],
  ] as const) {
    await page.goto(path);
    await pictures(page, name);
  }
  await page.goto('/lv/darba-vieta/sesijas');
  await expect(page.getByText('Šī ierīce')).toBeVisible();
});

test('the agency', async ({ page }) => {
  await page.goto('/lv');
  await signIn(page, 'Sandra Vītola');
  await page.getByRole('link', { name: 'Iestādes rinda' }).click();
  await pictures(page, 'queue');
  await page.getByRole('main').getByRole('link', { name: /\d{4}-\d+-\w/ }).first().click();
  await pictures(page, 'agency-case');
});

test('on paper', async ({ page }) => {
  await page.emulateMedia({ media: 'print' });
  await page.goto(STREET);
  await shoot(page, 'print-card', [1280], ['light']);
});

test('forced colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${LETTER}/pieteikums`);
  await shoot(page, 'forced-colours');
});

/** The page in both languages, light and dark, on a phone and on a desk; then as it was. */
async function pictures(page: Page, name: string) {
  const own = page.url();
  await shoot(page, `${name}-lv`);
  await page.getByRole('banner').getByText('English').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await shoot(page, `${name}-en`);
  await page.goto(own);
}

async function shoot(page: Page, name: string, widths = WIDTHS, looks: readonly Look[] = LOOKS) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of looks) {
      await page.emulateMedia({ colorScheme });
      await hydrated(page);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await expect.soft(page).toHaveScreenshot(`${name}-${width}-${colorScheme}.png`, { fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize({ width: 1280, height: 900 });
}
