import { axe } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { choose, goOn, input } from '../forms.ts';
import { passSignIn, signIn } from '../people.ts';
import { fillAddress, RESIDENCE, start, writeToAgency } from '../services.ts';

const NOT_THERE = { level: 1, name: 'Šādas lapas nav' } as const;
const ELSEWHERE = 'http://elsewhere.example/';

test('what is not there is said not to be there', async ({ page }) => {
  for (const path of ['/lv/nav-tadas', '/lv/pakalpojumi/nav-tada', '/nowhere', '/lv/dzives-situacijas/nav-tadas']) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.getByRole('heading', NOT_THERE)).toBeVisible();
  }
  await page.getByRole('link', { name: 'Meklēt pakalpojumu' }).click();
  await expect(page).toHaveURL('/lv/pakalpojumi');
});

test('somebody else’s case is not there, and the agency’s pages are for its officials', async ({ page, newPerson }) => {
  await page.goto('/lv');
  await signIn(page, 'Guntis Krūmiņš');
  const number = await writeToAgency(page, 'Valsts sociālās apdrošināšanas aģentūra', 'Par pensiju');

  const other = await newPerson();
  await other.goto('/lv');
  await signIn(other, 'Laura Sproģe');
  for (const path of [`/lv/pieteikumi/${number}`, `/lv/pieteikumi/${number}/apstiprinajums`, `/lv/pieteikumi/${number}/vertejums`]) {
    expect((await other.goto(path))?.status(), path).toBe(404);
    await expect(other.getByRole('heading', NOT_THERE)).toBeVisible();
  }
  expect((await other.goto('/lv/iestade/rinda'))?.status()).toBe(403);
  await expect(other.getByRole('heading', { level: 1, name: 'Šī lapa jums nav pieejama' })).toBeVisible();
  await axe(other);
});

test('what was typed outlives the session', async ({ page, context }) => {
  await page.goto('/lv');
  await signIn(page, 'Raimonds Egle');
  await start(page, RESIDENCE);
  await choose(page, 'Kuri cilvēki pārceļas', 'Tikai es');
  await goOn(page);
  await fillAddress(page);
  const address = page.url();
  await context.clearCookies();
  await input(page, 'Iela, māja, dzīvoklis').fill('Dzirnavu iela 5');
  await goOn(page);

  await expect(page.getByRole('heading', { level: 1, name: 'Jūsu sesija ir beigusies' })).toBeVisible();
  await axe(page);
  await passSignIn(page, 'Raimonds Egle');
  await expect(page.getByRole('heading', { level: 1, name: 'Varat turpināt' })).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: 'Turpināt ar nosūtīto' }).click();
  await expect(page.getByRole('group', { name: 'Uz kāda pamata' })).toBeVisible();
  await page.getByRole('button', { name: 'Atpakaļ' }).click();
  await expect(page).toHaveURL(address);
  await expect(input(page, 'Iela, māja, dzīvoklis')).toHaveValue('Dzirnavu iela 5');
  await expect(input(page, 'Pilsēta vai pagasts')).toHaveValue('Valmiera');
});

test('another site cannot post in a signed-in person’s name', async ({ page, problems, baseURL }) => {
  problems.allow(/elsewhere\.example/);
  await page.goto('/lv');
  await signIn(page, 'Sandra Vītola');
  await page.route(`${ELSEWHERE}**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${baseURL}${RESIDENCE}/pieteikums"><button>Win</button></form>`,
    }),
  );
  await page.goto(ELSEWHERE);
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Win' }).click();
  expect((await answer).status()).toBe(403);
  await page.goto('/lv/darba-vieta');
  await expect(page.getByRole('region', { name: 'Iesāktie pieteikumi' })).toHaveCount(0);
});
