import { expect, test } from '../fixtures.ts';
import { goOn, input, type } from '../forms.ts';
import { signIn } from '../people.ts';
import { start, submit } from '../services.ts';
import { asked, ChangingForm } from '../versions.ts';

test.use({ javaScriptEnabled: false });

const NAME = asked('name', 'Kā suni sauc?', 'What is its name?');
const COLOUR = asked('colour', 'Kādā krāsā tas ir?', 'What colour is it?');
const CHIP = asked('chip', 'Kāds ir čipa numurs?', 'What is the number of its chip?');

test('without script a draft moves to the new form', async ({ page, newPerson }, info) => {
  test.setTimeout(180_000);
  const form = await ChangingForm.publish(`kucens-${info.project.name}`, newPerson, [NAME, COLOUR]);
  await page.goto('/lv');
  await signIn(page, 'Ilze Ozola');
  await start(page, `/lv/pakalpojumi/${form.slug}`);
  await type(page, 'Kā suni sauc?', 'Reksis');
  await type(page, 'Kādā krāsā tas ir?', 'rūsgans');
  const own = page.url();
  await page.getByRole('button', { name: 'Saglabāt un iziet' }).click();
  await form.publishVersion([NAME, CHIP]);

  await page.goto(own);
  await expect(page.getByRole('heading', { level: 1, name: 'Veidlapa ir mainīta' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('rūsgans');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The form has changed' })).toBeVisible();
  await page.getByRole('button', { name: 'Latviešu' }).click();
  await page.getByRole('button', { name: 'Pāriet uz jauno veidlapu' }).click();
  await expect(input(page, 'Kā suni sauc?')).toHaveValue('Reksis');
  await type(page, 'Kāds ir čipa numurs?', '428000123456789');
  await goOn(page);
  await submit(page);
});
