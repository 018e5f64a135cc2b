import { axe } from '../accessible.ts';
import { expect, test, type Page } from '../fixtures.ts';
import { choose, goOn, input, type } from '../forms.ts';
import { signIn } from '../people.ts';
import { LETTER, start } from '../services.ts';

const TEXT = 'Iesnieguma teksts';
const ASKED = 'Šī lapa tikmēr aizpildīta arī citur';

/** Signs in and goes to the page of the letter with its text; gives its address. */
async function begin(page: Page, persona: string): Promise<string> {
  await page.goto('/lv');
  await signIn(page, persona);
  await start(page, LETTER);
  await page.getByRole('combobox', { name: 'Kurai iestādei rakstāt?' }).selectOption({ label: 'Valsts sociālās apdrošināšanas aģentūra' });
  await goOn(page);
  await choose(page, 'Ko vēlaties rakstīt?', 'Jautājumu');
  await goOn(page);
  await runs(page);
  return page.url();
}

/** The engine is at work on the page. */
async function runs(page: Page) {
  await expect(page.locator('form[data-running]')).toBeVisible({ timeout: 30_000 });
}

test('what was typed last is kept however the page is left', async ({ page, context }) => {
  test.setTimeout(120_000);
  const address = await begin(page, 'Guntis Krūmiņš');
  await type(page, TEXT, 'Rakstu un uzreiz eju prom.');
  await page.getByRole('banner').getByRole('link', { name: 'Pakalpojumi' }).click();
  await expect(page).toHaveURL('/lv/pakalpojumi');
  await page.goto(address);
  await expect(input(page, TEXT)).toHaveValue('Rakstu un uzreiz eju prom.');

  await runs(page);
  await type(page, TEXT, 'Rakstu un aizveru cilni.');
  const other = await context.newPage();
  await page.close({ runBeforeUnload: true });
  await expect(async () => {
    await other.goto(address);
    await expect(input(other, TEXT)).toHaveValue('Rakstu un aizveru cilni.', { timeout: 500 });
  }).toPass();
});

test('of two windows on one page neither replaces what the other saved', async ({ page, context }) => {
  test.setTimeout(120_000);
  const address = await begin(page, 'Inese Priede');
  const other = await context.newPage();
  await other.goto(address);
  await runs(other);
  await type(page, TEXT, 'Tā rakstīts pirmajā logā.');
  await expect(page.getByText(/^Saglabāts/)).toBeVisible();

  await type(other, TEXT, 'Tā rakstīts otrajā logā.');
  await expect(other.getByText(ASKED)).toBeVisible();
  await goOn(other);
  const notice = other.getByRole('note').filter({ hasText: ASKED });
  await expect(notice).toContainText('Tā rakstīts pirmajā logā.');
  await expect(input(other, TEXT)).toHaveValue('Tā rakstīts otrajā logā.');
  await axe(other);

  await test.step('the other window’s answer is taken', async () => {
    await notice.getByRole('link', { name: 'Ņemt citur saglabātās' }).click();
    await expect(input(other, TEXT)).toHaveValue('Tā rakstīts pirmajā logā.');
  });
  await test.step('one’s own answer is kept', async () => {
    await runs(other);
    await type(other, TEXT, 'Tā otrajā logā labots.');
    await expect(other.getByText(/^Saglabāts/)).toBeVisible();
    await type(page, TEXT, 'Tā pirmajā logā labots.');
    await expect(page.getByText(ASKED)).toBeVisible();
    await goOn(page);
    await page.getByRole('button', { name: 'Paturēt manas un turpināt' }).click();
    await expect(page.getByRole('note').filter({ hasText: ASKED })).toHaveCount(0);
    await expect(input(page, TEXT)).toHaveValue('Tā pirmajā logā labots.');
  });
});

test('of two windows on two pages nothing is asked', async ({ page, context }) => {
  test.setTimeout(120_000);
  const address = await begin(page, 'Edgars Zariņš');
  const other = await context.newPage();
  await other.goto(address.replace(/[^/]+$/, 'reply'));
  await runs(other);
  await type(page, TEXT, 'Tā rakstīts pirmajā logā.');
  await expect(page.getByText(/^Saglabāts/)).toBeVisible();
  await type(other, 'Tālrunis', '20000000');
  await expect(other.getByText(/^Saglabāts/)).toBeVisible();
  await type(page, TEXT, 'Tā rakstīts vēlreiz.');
  await expect(page.getByText(/^Saglabāts/)).toBeVisible();
  await goOn(page);
  await expect(page.getByText(ASKED)).toHaveCount(0);
  await other.reload();
  await expect(input(other, 'Tālrunis')).toHaveValue('20000000');
});
