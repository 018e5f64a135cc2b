import { axe } from '../accessible.ts';
import { expect, test, type Page } from '../fixtures.ts';
import { goOn, input, question, type } from '../forms.ts';
import { signIn } from '../people.ts';
import { receiptNumber, start } from '../services.ts';
import { asked, ChangingForm } from '../versions.ts';

const NAME = asked('name', 'Kā suni sauc?', 'What is its name?');
const COLOUR = asked('colour', 'Kādā krāsā tas ir?', 'What colour is it?');
const SIZE = asked('size', 'Cik tas ir liels?', 'How big is it?');
const CHIP = asked('chip', 'Kāds ir čipa numurs?', 'What is the number of its chip?');

/** Until then what is typed is kept by going on only. */
async function running(page: Page): Promise<void> {
  await expect(page.locator('form[data-running]')).toBeAttached({ timeout: 30_000 });
}

test('a form changes while it is being filled', async ({ page, newPerson }, info) => {
  test.setTimeout(180_000);
  const form = await ChangingForm.publish(`suns-${info.project.name}`, newPerson, [NAME, COLOUR, SIZE]);
  await page.goto('/lv');
  await signIn(page, 'Jānis Bērziņš');
  await start(page, `/lv/pakalpojumi/${form.slug}`);
  await running(page);
  await type(page, 'Kā suni sauc?', 'Reksis');
  await type(page, 'Kādā krāsā tas ir?', 'rūsgans');
  await type(page, 'Cik tas ir liels?', 'līdz ceļiem');
  await expect(page.getByText(/^Saglabāts/)).toBeVisible();

  // Other words and a question that need not be answered: nobody is asked.
  const nick = { ...asked('nick', 'Kā vēl sauc?', 'What else is it called?'), required: 'never' };
  await form.publishVersion([NAME, COLOUR, SIZE, nick]);
  await page.reload();
  await expect(page.getByText('Veidlapa ir mainīta; nekas no uzrakstītā nav zudis.')).toBeVisible();
  await expect(input(page, 'Kādā krāsā tas ir?')).toHaveValue('rūsgans');
  await axe(page);

  // The colour is asked no longer, a chip is. One tab still shows the old form.
  const other = await page.context().newPage();
  await other.goto(page.url());
  await running(other);
  await form.publishVersion([NAME, SIZE, CHIP]);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Veidlapa ir mainīta' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('rūsgans');
  await expect(page.getByRole('listitem').filter({ hasText: 'Kāds ir čipa numurs?' }).first()).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: 'Pāriet uz jauno veidlapu' }).click();
  await expect(page.getByText('Nekas no uzrakstītā nav zudis', { exact: false })).toBeVisible();
  await expect(input(page, 'Kā suni sauc?')).toHaveValue('Reksis');
  await page.getByText('Atbildes, ko jaunā veidlapa nejautā').click();
  await expect(page.getByText('rūsgans')).toBeVisible();
  await axe(page);

  await type(other, 'Kā suni sauc?', 'Duksis');
  await type(other, 'Kādā krāsā tas ir?', 'melns');
  await expect(other.getByText(/^Vēl nav saglabāts/)).toBeVisible();
  await goOn(other);
  await expect(input(other, 'Kā suni sauc?')).toHaveValue('Duksis');
  await type(other, 'Kāds ir čipa numurs?', '428000123456789');
  await goOn(other);
  await expect(other.getByRole('heading', { level: 1, name: 'Pārbaudiet atbildes' })).toBeVisible();
  await other.getByText('Atbildes, ko jaunā veidlapa nejautā').click();
  await expect(other.getByText('melns')).toBeVisible();
  await axe(other);
  await other.getByRole('button', { name: 'Iesniegt', exact: true }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Pieteikums ir iesniegts' })).toBeVisible();
  receiptNumber(other);
});

test('a draft that cannot move stays, or is begun anew', async ({ page, newPerson }, info) => {
  test.setTimeout(180_000);
  const form = await ChangingForm.publish(`dog-${info.project.name}`, newPerson, [NAME, COLOUR, SIZE]);
  await page.goto('/lv');
  await signIn(page, 'Marta Liepa');
  await start(page, `/lv/pakalpojumi/${form.slug}`);
  await running(page);
  await type(page, 'Kā suni sauc?', 'Reksis');
  await type(page, 'Kādā krāsā tas ir?', 'rūsgans');
  await type(page, 'Cik tas ir liels?', 'līdz ceļiem');
  await expect(page.getByText(/^Saglabāts/)).toBeVisible();
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await form.publishVersion([NAME, COLOUR, asked('size', 'Vai tas ir liels?', 'Is it a big one?', { yesNo: {} })], until);

  await page.goto(page.url().replace('/lv/melnraksti/', '/en/drafts/'));
  await expect(page.getByText(/You can finish and submit this draft until \d+ \w+ \d{4}\./)).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'What has changed and how to begin anew' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This draft stays on the old form' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('līdz ceļiem');
  await page.getByText('Everything that has changed in the form').click();
  await expect(page.getByText('“Is it a big one?” is answered in another way now')).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'Go on with this draft' }).click();
  await expect(input(page, 'How big is it?')).toHaveValue('līdz ceļiem');
  await page.goBack();
  await page.getByRole('button', { name: 'Begin anew with the answers that fit' }).click();
  await expect(page.getByText('This new draft has your answers that fit.', { exact: false })).toBeVisible();
  await expect(input(page, 'What colour is it?')).toHaveValue('rūsgans');
  await expect(question(page, 'Is it a big one?').getByRole('radio', { checked: true })).toHaveCount(0);
  await axe(page);
});
