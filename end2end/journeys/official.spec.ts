import { readFile } from 'node:fs/promises';
import { axe } from '../accessible.ts';
import { expect, test, type Page } from '../fixtures.ts';
import { declare, tick } from '../forms.ts';
import { signIn } from '../people.ts';
import { declareResidence, openByNotice, RESIDENCE } from '../services.ts';

const CLIENT = 'Ilze Ozola';
const OFFICIAL = 'Inese Priede';
const DECISION = 'Jaunā adrese ir reģistrēta no šodienas.';
const FILE = { name: 'apstiprinājums.txt', mimeType: 'text/plain', buffer: Buffer.from('Adrese reģistrēta.') };

test('an official handles a case, its client gets the result and rates it', async ({ page: client, newPerson }) => {
  test.setTimeout(180_000);
  await client.goto('/lv');
  await signIn(client, CLIENT);
  const number = await declareResidence(client);

  const official = await newPerson();
  await test.step('the official takes the case', () => take(official, number));
  await test.step('and asks the client', () => ask(official));
  await test.step('the client answers', () => answer(client, number));
  await test.step('the official goes on to the next step', () => advance(official));
  await test.step('and finishes', () => finish(official));
  await test.step('the client gets the result', () => receive(client, number));
  await test.step('and rates the service', () => rate(client));
  await test.step('which its card shows to everybody', async () => {
    const anybody = await newPerson();
    await expect(async () => {
      await anybody.goto(RESIDENCE);
      await expect(anybody.getByRole('definition').filter({ hasText: '4,0' })).toBeVisible({ timeout: 500 });
    }).toPass();
  });
});

async function take(page: Page, number: string) {
  await page.goto('/lv');
  await signIn(page, OFFICIAL);
  await page.getByRole('link', { name: 'Iestādes rinda' }).click();
  await page.getByRole('link', { name: /^Nepaņemtie/ }).click();
  const line = page.getByRole('row').filter({ hasText: number });
  await expect(line).toContainText(CLIENT);
  await axe(page);
  await line.getByRole('link', { name: number }).click();
  await expect(page.getByRole('region', { name: 'Iesniegtās ziņas' })).toContainText('Rīgas iela 1–2');
  await page.getByRole('button', { name: 'Paņemt pieteikumu' }).click();
  await expect(page.getByText('Pieteikums ir paņemts')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: OFFICIAL })).toBeVisible();
}

async function ask(page: Page) {
  await page.getByText('Pajautāt klientam', { exact: true }).click();
  await page.getByRole('button', { name: 'Jautāt un apturēt termiņu' }).click();
  await expect(page.getByRole('group', { name: 'Lūdzu, izlabojiet' })).toBeVisible();
  await axe(page);
  await page.getByRole('textbox', { name: 'Jautājums' }).fill('Kurā stāvā ir dzīvoklis?');
  await page.getByRole('button', { name: 'Jautāt un apturēt termiņu' }).click();
  await expect(page.getByText('Jautājums ir nosūtīts')).toBeVisible();
  await expect(page.getByText('Gaida klientu', { exact: true }).first()).toBeVisible();
}

async function answer(page: Page, number: string) {
  await page.getByRole('link', { name: 'Mana darba vieta' }).click();
  const line = page.getByRole('region', { name: 'Iesniegtie pieteikumi' }).getByRole('listitem').filter({ hasText: number });
  await expect(line).toContainText('Gaida jūsu atbildi');
  await line.getByRole('link', { name: /^Atbildēt/ }).click();
  const toDo = page.getByRole('region', { name: 'Kas jādara jums' });
  await expect(toDo).toContainText('Kurā stāvā ir dzīvoklis?');
  await expect(page.getByText('termiņš ir apturēts').first()).toBeVisible();
  await axe(page);
  await toDo.getByRole('textbox', { name: 'Jūsu atbilde' }).fill('Otrajā stāvā.');
  await toDo.getByRole('button', { name: 'Nosūtīt atbildi' }).click();
  await expect(page.getByText('Atbilde nosūtīta')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Sarakste' })).toContainText('Otrajā stāvā.');
}

async function advance(page: Page) {
  await page.reload();
  await expect(page.getByRole('region', { name: 'Sarakste' })).toContainText('Otrajā stāvā.');
  await page.getByText('Pārcelt uz citu soli', { exact: true }).click();
  await tick(page.getByRole('radio', { name: 'Adrese reģistrēta' }));
  await page.getByRole('textbox', { name: 'Ziņa klientam' }).fill('Pamats ir pārbaudīts.');
  await page.getByRole('button', { name: 'Pārcelt', exact: true }).click();
  await expect(page.getByText('Pieteikums ir pārcelts')).toBeVisible();
}

async function finish(page: Page) {
  await page.getByText('Pabeigt', { exact: true }).click();
  await tick(page.getByRole('radio', { name: 'Izpildīts' }));
  await page.getByRole('textbox', { name: 'Lēmums vai atbilde' }).fill(DECISION);
  await page.getByLabel('Faili').setInputFiles(FILE);
  await axe(page);
  await page.getByRole('button', { name: 'Pabeigt pieteikumu' }).click();
  await expect(page.getByText('Pieteikums ir pabeigts', { exact: true })).toBeVisible();
  await axe(page);
}

async function receive(page: Page, number: string) {
  await page.getByRole('link', { name: 'Mana darba vieta' }).click();
  await expect(page.getByRole('region', { name: 'Pabeigtie pieteikumi' })).toContainText('Dzīvesvietas deklarēšana');
  await openByNotice(page, 'Pieteikums ir izpildīts', number);
  await expect(page).toHaveURL(`/lv/pieteikumi/${number}`);
  await expect(page.getByRole('region', { name: 'Sarakste' })).toContainText('Pamats ir pārbaudīts.');
  const result = page.getByRole('region', { name: 'Rezultāts' });
  await expect(result).toContainText(DECISION);
  await axe(page);
  const download = page.waitForEvent('download');
  await result.getByRole('link', { name: FILE.name }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(FILE.name);
  expect(await readFile(await file.path())).toEqual(FILE.buffer);
}

async function rate(page: Page) {
  await page.getByRole('link', { name: 'Novērtēt' }).click();
  await page.getByRole('button', { name: 'Nosūtīt vērtējumu' }).click();
  await expect(page.getByRole('group', { name: 'Lūdzu, izlabojiet' })).toBeVisible();
  await axe(page);
  await page.getByRole('radio', { name: '4' }).check();
  await declare(page, 'Tas bija ātri');
  await page.getByRole('textbox', { name: 'Vai vēlaties ko piebilst?' }).fill('Paldies!');
  await page.getByRole('button', { name: 'Nosūtīt vērtējumu' }).click();
  await expect(page.getByText('Paldies par vērtējumu!')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Tas bija ātri');
}
