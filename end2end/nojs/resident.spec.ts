import { expect, test, type Page } from '../fixtures.ts';
import { choose, declare, goOn, type } from '../forms.ts';
import { signIn, passSignIn } from '../people.ts';
import { fillAddress, fillResidence, fillRest, openByNotice, receiptNumber, RESIDENCE, start, submit } from '../services.ts';

const SERVICE = 'Dzīvesvietas deklarēšana';
const ERRORS = { name: 'Lūdzu, izlabojiet' };

test.use({ javaScriptEnabled: false });

test('a resident does without script what they do with it', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/lv');
  await page.getByRole('searchbox').fill('pārvācos');
  await page.getByRole('button', { name: 'Meklēt' }).click();
  await page.getByRole('link', { name: SERVICE }).click();
  await page.getByRole('link', { name: 'Sākt pieteikumu' }).first().click();
  await page.getByRole('link', { name: 'Ieiet un sākt' }).click();
  await passSignIn(page, 'Marta Liepa');
  await page.getByRole('button', { name: 'Sākt', exact: true }).click();
  await choose(page, 'Kuri cilvēki pārceļas', 'Es kopā ar citiem');
  await goOn(page);

  await test.step('adds a person', () => addPerson(page));
  await test.step('mends a mistake', () => mendMistake(page));
  await test.step('leaves and goes on', () => leaveAndGoOn(page));
  await test.step('is asked what the answers call for', () => answerBasis(page));
  await fillRest(page, 'after going on');
  await test.step('changes an answer', () => changeAnswer(page));
  const number = await submit(page);
  await openByNotice(page, 'Pieteikums ir iesniegts un reģistrēts', number);
  await expect(page).toHaveURL(`/lv/pieteikumi/${number}`);
  await expect(page.getByRole('region', { name: 'Gaita' }).getByRole('listitem')).toHaveCount(3);
});

test('submitting twice makes one case', async ({ page, context }) => {
  test.setTimeout(120_000);
  await page.goto('/lv');
  await signIn(page, 'Baiba Eglīte');
  await start(page, RESIDENCE);
  await fillResidence(page, 'after going on');
  const other = await context.newPage();
  await other.goto(page.url());

  const number = await submit(page);
  await other.getByRole('button', { name: 'Iesniegt', exact: true }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Pieteikums ir iesniegts' })).toBeVisible();
  expect(receiptNumber(other)).toBe(number);

  await page.getByRole('link', { name: 'Mana darba vieta' }).click();
  await expect(page.getByRole('region', { name: 'Iesniegtie pieteikumi' }).getByRole('listitem')).toHaveCount(1);
});

async function addPerson(page: Page) {
  const person = page.getByRole('group', { name: 'Persona 1' });
  if (!(await person.isVisible())) await page.getByRole('button', { name: 'Pievienot vēl vienu cilvēku' }).click();
  await type(person, 'Vārds', 'Pēteris');
  await type(person, 'Uzvārds', 'Liepa');
  await type(person, 'Personas kods', '000000-10120');
  await choose(person, 'Kas šis cilvēks jums ir?', 'Cits cilvēks');
  await goOn(page);
  await expect(page.getByRole('group', ERRORS)).toHaveCount(0);
  await type(person, 'Kā jūs esat saistīti?', 'Brālis');
  await declare(person, 'Šis cilvēks zina par deklarāciju');
  await goOn(page);
}

async function mendMistake(page: Page) {
  await fillAddress(page);
  const street = page.getByRole('textbox', { name: 'Iela, māja, dzīvoklis' });
  await street.fill('');
  await goOn(page);
  await expect(page).toHaveTitle(/^Kļūda: /);
  await expect(page.getByRole('group', ERRORS).getByRole('link', { name: 'Ierakstiet ielu un māju' })).toBeVisible();
  await expect(street).toHaveAccessibleDescription(/Ierakstiet ielu un māju/);
  await expect(page.getByRole('textbox', { name: 'Pilsēta vai pagasts' })).toHaveValue('Valmiera');
  await street.fill('Rīgas iela 1–2');
  await goOn(page);
}

async function leaveAndGoOn(page: Page) {
  await page.getByRole('button', { name: 'Saglabāt un iziet' }).click();
  await expect(page).toHaveURL('/lv/darba-vieta');
  await page.getByRole('link', { name: new RegExp(`^Turpināt ?: ${SERVICE}$`) }).click();
}

async function answerBasis(page: Page) {
  await choose(page, 'Uz kāda pamata', 'Mājoklis pieder man');
  await goOn(page);
  await expect(page.getByRole('group', ERRORS)).toHaveCount(0);
  await choose(page, 'Vai mājoklis zemesgrāmatā', 'Jā');
  await goOn(page);
}

async function changeAnswer(page: Page) {
  await page.getByRole('link', { name: /^Mainīt ?: Jūsu e-pasts$/ }).click();
  await type(page, 'Jūsu e-pasts', 'marta@varti.example');
  await goOn(page);
  await expect(page.getByRole('definition').filter({ hasText: 'marta@varti.example' })).toBeVisible();
}
