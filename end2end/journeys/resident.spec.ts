import { axe } from '../accessible.ts';
import { expect, test, type Page } from '../fixtures.ts';
import { choose, declare, goOn, input, question, type } from '../forms.ts';
import { passSignIn } from '../people.ts';
import { fillAddress, openByNotice, receiptNumber } from '../services.ts';

const RESIDENT = 'Jānis Bērziņš';
const SERVICE = 'Dzīvesvietas deklarēšana';

test('a resident finds a service, fills its form and follows the case', async ({ page }) => {
  test.setTimeout(180_000);
  await test.step('finds the service', () => find(page));
  await test.step('signs in and comes back to the form', () => signInAndStart(page));
  await test.step('adds the people who move along', () => addPeople(page));
  await test.step('mends a mistake', () => mendMistake(page));
  await test.step('leaves and goes on from the workspace', () => leaveAndGoOn(page));
  await test.step('is asked what the answers call for', () => answerBasis(page));
  await test.step('changes the language', () => changeLanguage(page));
  await test.step('answers the rest', () => answerRest(page));
  await test.step('checks the answers and changes one', () => checkAnswers(page));
  const number = await test.step('submits', () => submit(page));
  await test.step('finds the case in the inbox and the workspace', () => follow(page, number));
  await test.step('signs out', () => signOut(page));
});

async function find(page: Page) {
  await page.goto('/lv');
  await page.getByRole('searchbox').fill('pārvācos');
  await page.getByRole('button', { name: 'Meklēt' }).click();
  await page.getByRole('link', { name: SERVICE }).click();
  await expect(page.getByRole('heading', { level: 1, name: SERVICE })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Kā tas notiks' }).getByRole('listitem').first()).toBeVisible();
}

async function signInAndStart(page: Page) {
  await page.getByRole('link', { name: 'Sākt pieteikumu' }).first().click();
  const form = page.url();
  await axe(page);
  await page.getByRole('link', { name: 'Ieiet un sākt' }).click();
  await passSignIn(page, RESIDENT);
  await expect(page).toHaveURL(form);
  await expect(page.getByText(`Aizpildāt savā vārdā: ${RESIDENT}.`)).toBeVisible();
  await page.getByRole('button', { name: 'Sākt', exact: true }).click();
}

async function addPeople(page: Page) {
  await choose(page, 'Kuri cilvēki pārceļas', 'Es kopā ar citiem');
  await goOn(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Cilvēki, kas pārceļas kopā ar jums' })).toBeVisible();
  const add = page.getByRole('button', { name: 'Pievienot vēl vienu cilvēku' });
  const person = (number: number) => page.getByRole('group', { name: `Persona ${number}` });
  if (!(await person(1).isVisible())) await add.click();
  await nameChild(page, 1, 'Kārlis', '000000-10120');
  await add.click();
  await nameChild(page, 2, 'Līva', '000000-10138');
  await page.getByRole('button', { name: /^Noņemt ?: Persona 1$/ }).click();
  await expect(person(2)).toHaveCount(0);
  await expect(input(person(1), 'Vārds')).toHaveValue('Līva');
  await axe(page);
  await goOn(page);
}

async function nameChild(page: Page, number: number, name: string, code: string) {
  const person = page.getByRole('group', { name: `Persona ${number}` });
  await type(person, 'Vārds', name);
  await type(person, 'Uzvārds', 'Bērziņš');
  await type(person, 'Personas kods', code);
  await expect(question(person, 'Vai bērns ir jaunāks')).toBeHidden();
  await choose(person, 'Kas šis cilvēks jums ir?', 'Mans dēls vai meita');
  await choose(person, 'Vai bērns ir jaunāks', 'Jā');
  await choose(person, 'Vai otrs vecāks piekrīt', 'Jā, otrs vecāks piekrīt');
}

async function mendMistake(page: Page) {
  await fillAddress(page);
  const code = page.getByRole('textbox', { name: 'Pasta indekss' });
  await code.fill('42');
  await goOn(page);
  const message = 'Pasta indekss ir LV- un četri cipari, piemēram, LV-1010';
  await expect(page).toHaveTitle(/^Kļūda: /);
  const summary = page.getByRole('group', { name: 'Lūdzu, izlabojiet' });
  await expect(summary).toBeFocused();
  await expect(code).toHaveAccessibleDescription(new RegExp(message));
  await expect(code).toHaveValue('42');
  await expect(page.getByRole('textbox', { name: 'Iela, māja, dzīvoklis' })).toHaveValue('Rīgas iela 1–2');
  await axe(page);
  await summary.getByRole('link', { name: message }).click();
  await expect(code).toBeFocused();
  await code.fill('LV-4201');
  await goOn(page);
}

async function leaveAndGoOn(page: Page) {
  const heading = page.getByRole('heading', { level: 1, name: 'Tiesības tur dzīvot' });
  await expect(heading).toBeVisible();
  await page.getByRole('button', { name: 'Saglabāt un iziet' }).click();
  await expect(page).toHaveURL('/lv/darba-vieta');
  const drafts = page.getByRole('region', { name: 'Iesāktie pieteikumi' });
  await expect(drafts).toContainText('Saglabāts');
  await drafts.getByRole('link', { name: new RegExp(`^Turpināt ?: ${SERVICE}$`) }).click();
  await expect(heading).toBeVisible();
}

async function answerBasis(page: Page) {
  const landlord = page.getByRole('textbox', { name: 'Ar ko līgums noslēgts?' });
  await expect(landlord).toBeHidden();
  await choose(page, 'Uz kāda pamata', 'Man ir līgums');
  await expect(landlord).toBeVisible();
  await choose(page, 'Uz kāda pamata', 'Mājoklis pieder man');
  await expect(landlord).toBeHidden();
  await choose(page, 'Vai mājoklis zemesgrāmatā', 'Jā');
  await expect(page.getByRole('status').filter({ hasText: /^Saglabāts \d\d:\d\d$/ })).toBeVisible();
  await goOn(page);
}

async function changeLanguage(page: Page) {
  await choose(page, 'Kur dzīvojāt līdz šim?', 'Latvijā');
  await choose(page, 'Ko darīt ar līdzšinējo', 'Aizeju no tās pavisam');
  // At once: what was typed goes along.
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveURL(/\/en\/drafts\/[^/]+\/previous$/);
  await expect(page.getByRole('radio', { name: 'In Latvia' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'I leave it for good' })).toBeChecked();
  await page.getByRole('button', { name: 'Latviešu' }).click();
  await expect(page.getByRole('radio', { name: 'Latvijā' })).toBeChecked();
  await goOn(page);
}

async function answerRest(page: Page) {
  await choose(page, 'Vai jūs var sasniegt vēl citā adresē', 'Nē');
  await goOn(page);
  // One of the two is enough: what is typed into one frees the other at once.
  const mail = input(page, 'Jūsu e-pasts');
  await expect(mail).toHaveAccessibleName('Jūsu e-pasts');
  await type(page, 'Jūsu tālrunis', '29 123 456');
  await expect(mail).toHaveAccessibleName('Jūsu e-pasts (nav obligāti)');
  await type(page, 'Jūsu tālrunis', '');
  await expect(mail).toHaveAccessibleName('Jūsu e-pasts');
  await type(page, 'Jūsu e-pasts', 'janis@varti.example');
  await goOn(page);
  await declare(page, 'Apliecinu, ka ziņas ir patiesas');
  await goOn(page);
}

async function checkAnswers(page: Page) {
  const heading = page.getByRole('heading', { level: 1, name: 'Pārbaudiet atbildes' });
  await expect(heading).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Līva Bērziņš');
  await axe(page);
  await page.getByRole('link', { name: /^Mainīt ?: Jūsu e-pasts$/ }).click();
  await type(page, 'Jūsu e-pasts', 'berzins@varti.example');
  await goOn(page);
  await expect(heading).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'berzins@varti.example' })).toBeVisible();
}

async function submit(page: Page): Promise<string> {
  await expect(page.getByText(`Iesniedzat savā vārdā: ${RESIDENT}.`)).toBeVisible();
  await page.getByRole('button', { name: 'Iesniegt', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pieteikums ir iesniegts' })).toBeVisible();
  const number = receiptNumber(page);
  await expect(page.getByRole('main')).toContainText(number);
  await expect(page.getByRole('region', { name: 'Kas notiks tālāk' })).toContainText('Pamata pārbaude');
  await axe(page);
  return number;
}

async function follow(page: Page, number: string) {
  await openByNotice(page, 'Pieteikums ir iesniegts un reģistrēts', number);
  await expect(page).toHaveURL(`/lv/pieteikumi/${number}`);
  const path = page.getByRole('region', { name: 'Gaita' }).getByRole('listitem');
  await expect(path).toHaveCount(3);
  await expect(path.first()).toContainText('izdarīts');
  await expect(page.getByRole('term').filter({ hasText: 'Solīts' }).first()).toBeVisible();
  await expect(page.getByText('Jums nekas nav jādara.')).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'Mana darba vieta' }).click();
  await expect(page.getByRole('region', { name: 'Iesniegtie pieteikumi' })).toContainText(number);
  await expect(page.getByRole('region', { name: 'Iesāktie pieteikumi' })).toHaveCount(0);
}

async function signOut(page: Page) {
  await page.getByRole('button', { name: 'Iziet' }).click();
  await expect(page.getByRole('button', { name: 'Iziet' })).toHaveCount(0);
  await page.goto('/lv/darba-vieta');
  await expect(page.getByRole('link', { name: 'Ieiet un turpināt' })).toBeVisible();
}
