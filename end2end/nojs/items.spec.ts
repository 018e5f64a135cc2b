import { expect, test } from '../fixtures.ts';
import { choose, goOn, input, question, type } from '../forms.ts';
import { signIn } from '../people.ts';
import { start, submit } from '../services.ts';
import { ChangingForm, LITTERS } from '../versions.ts';

test.use({ javaScriptEnabled: false });

test('items in items work without script', async ({ page, newPerson }, info) => {
  test.setTimeout(180_000);
  const form = await ChangingForm.publish(`metieni-bez-${info.project.name}`, newPerson, LITTERS);
  await page.goto('/lv');
  await signIn(page, 'Andris Kļaviņš');
  await start(page, `/lv/pakalpojumi/${form.slug}`);
  const litter = (number: number) => question(page, `Metiens ${number}`);
  const puppy = (of: number, number: number) => input(question(litter(of), `Kucēns ${number}`), 'Kā sauc kucēnu?');
  await type(litter(1), 'Kā sauc māti?', 'Laima');
  await choose(litter(1), 'Vai kucēni ir dzīvi?', 'Jā');
  await goOn(page);
  await puppy(1, 1).fill('Pūka');
  await page.getByRole('button', { name: 'Pievienot kucēnu: Metiens 1' }).click();
  await expect(puppy(1, 1)).toHaveValue('Pūka');
  await puppy(1, 2).fill('Ņiprais');
  await page.getByRole('button', { name: 'Pievienot metienu' }).click();
  await type(litter(2), 'Kā sauc māti?', 'Dūja');
  await choose(litter(2), 'Vai kucēni ir dzīvi?', 'Nē');
  await page.getByRole('button', { name: 'Noņemt: Metiens 1, Kucēns 1', exact: true }).click();
  await expect(puppy(1, 1)).toHaveValue('Ņiprais');
  await goOn(page);
  await expect(page.getByRole('heading', { level: 3, name: 'Metiens 1, Kucēns 1' })).toBeVisible();
  await submit(page);
});
