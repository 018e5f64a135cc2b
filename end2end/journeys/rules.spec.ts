import { axe } from '../accessible.ts';
import { expect, test, type Page } from '../fixtures.ts';
import { choose, dayFromToday, declare, goOn, input, question, tick, type, typeDate } from '../forms.ts';
import { signIn } from '../people.ts';
import { start, submit } from '../services.ts';

const RECORD = '/lv/pakalpojumi/izzina-no-sodu-registra';
const ALLOWANCE = '/lv/pakalpojumi/pasvaldibas-berna-piedzimsanas-pabalsts';
const TRADE = '/lv/pakalpojumi/ielu-tirdzniecibas-atlauja';
const EVENT = '/lv/pakalpojumi/atlauja-publiska-pasakuma-rikosanai';

const number = (page: Page, name: string) => page.getByRole('status', { name, exact: true });

async function begin(page: Page, persona: string, service: string) {
  await page.goto('/lv');
  await signIn(page, persona);
  await start(page, service);
}

test('the fee follows from the choices', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, 'Jānis Bērziņš', RECORD);
  await choose(page, 'Par ko lūdzat izziņu?', 'Par sevi');
  await goOn(page);
  await expect(page.getByRole('radio', { name: 'Iepirkuma rīkotājam' })).toBeHidden();
  await choose(page, 'Kam izziņu rādīsiet?', 'Darba devējam');
  await choose(page, 'Kur izziņu izmantosiet?', 'Citā Eiropas Savienības valstī');
  await choose(page, 'Ko izziņā rādīt?', 'Tikai noziegumus');
  await goOn(page);
  await page.getByRole('combobox', { name: 'Kādā valodā?' }).selectOption({ label: 'Ar tulkojumu angļu valodā' });
  await choose(page, 'Cik ātri vajag?', 'Nākamajā darba dienā');
  await choose(page, 'Kā izziņu saņemsiet?', 'Ierakstītā vēstulē uz papīra');
  await page.getByRole('combobox', { name: 'Uz kuru valsti sūtīt?' }).selectOption({ label: 'Norvēģija' });
  await type(page, 'Adrese ārzemēs', 'Jānis Bērziņš, Torggata 1, Oslo');
  await goOn(page);

  await expect(number(page, 'Kopā jāmaksā')).toHaveText('37,80 EUR');
  await choose(page, 'Vai jums pienākas atlaide?', 'Jā, saņemu pensiju');
  await expect(number(page, 'Izziņa')).toHaveText('10,40 EUR');
  await expect(number(page, 'Tulkojums')).toHaveText('6,40 EUR');
  await expect(number(page, 'Kopā jāmaksā')).toHaveText('21,00 EUR');
  await axe(page);
  await goOn(page);
  await type(page, 'Jūsu e-pasts', 'pasts@varti.example');
  await declare(page, 'Apliecinu, ka ziņas ir patiesas');
  await goOn(page);
  const fee = page.getByRole('main').locator('dl > div').filter({ hasText: 'Kopā jāmaksā' });
  await expect(fee).toContainText('21,00 EUR');
  await expect(fee.getByRole('link')).toHaveCount(0);
  await submit(page);
});

test('what is no longer offered can be taken back', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, 'Andris Kļaviņš', TRADE);
  await choose(page, 'Kā tirgosiet?', 'Kā saimnieciskās darbības veicējs');
  await goOn(page);
  const meals = page.getByRole('checkbox', { name: 'Kafiju un ēdienu' });
  const other = page.getByRole('checkbox', { name: 'Citas preces' });
  await tick(meals);
  await tick(page.getByRole('checkbox', { name: 'Amatnieku darbus' }));
  await expect(question(page, 'Vai jums ir Pārtikas un veterinārā dienesta')).toBeVisible();
  await expect(page.getByText(/^Saglabāts/)).toBeVisible();
  await page.getByRole('button', { name: 'Atpakaļ' }).click();
  await choose(page, 'Kā tirgosiet?', 'Pārdošu pašu audzēto');
  await goOn(page);
  await expect(other).toBeHidden();
  await expect(meals).toBeVisible();
  await meals.locator('xpath=following-sibling::label').click();
  await expect(meals).toBeHidden();
  await type(page, 'Preču saraksts', 'koka karotes');
  await choose(page, 'Vai pārdosiet arī alkoholu', 'Nē');
  await goOn(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Vieta' })).toBeVisible();
});

test('a company is not asked who it is', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/lv');
  await signIn(page, 'Andris Kļaviņš');
  await page.getByRole('region', { name: 'Kā vārdā rīkojaties' }).getByRole('link', { name: 'Mainīt' }).click();
  await choose(page, 'Kā vārdā vēlaties rīkoties?', 'SIA "Ziemeļu saulgrieži"');
  await page.getByRole('button', { name: 'Turpināt', exact: true }).click();
  await page.goto(TRADE);
  await expect(page.getByRole('main')).toContainText('no 2 € līdz 12 € dienā');
  await start(page, TRADE);
  const main = page.getByRole('main');
  await expect(main).toContainText('SIA "Ziemeļu saulgrieži"');
  await expect(main).toContainText('40009993201');
  await expect(main.getByRole('textbox')).toHaveCount(0);
  await axe(page);
  await goOn(page);
  await expect(page.getByRole('checkbox', { name: 'Kafiju un ēdienu' })).toBeVisible();
});

test('an account is taken however it is typed', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, 'Laura Sproģe', ALLOWANCE);
  const payment = new URL(page.url());
  payment.pathname = payment.pathname.replace(/[^/]+$/, 'payment');
  await page.goto(payment.href);
  await type(page, 'Bankas konta numurs', 'lv80 bank 0000 4351 9500 2');
  await choose(page, 'Vai konts ir uz jūsu vārda?', 'Jā');
  await goOn(page);
  await expect(page.getByRole('link', { name: /^Pārbaudiet konta numuru/ })).toBeVisible();
  await type(page, 'Bankas konta numurs', 'lv80 bank 0000 4351 9500 1');
  await goOn(page);
  await expect(page.getByRole('link', { name: /^Pārbaudiet konta numuru/ })).toHaveCount(0);
});

test('conditions decide, and say why not', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, 'Ilze Ozola', ALLOWANCE);
  await typeDate(page, 'Kad bērns piedzima?', dayFromToday(-30));
  const child = page.getByRole('group', { name: 'Bērns 1' });
  await type(child, 'Vārds', 'Kārlis');
  await type(child, 'Uzvārds', 'Ozols');
  await type(child, 'Personas kods', '000000-10120');
  await goOn(page);
  await choose(page, 'Kas jūs bērnam esat?', 'Māte');
  await choose(page, 'Vai bērns ir deklarēts Rīgā?', 'Jā');
  await choose(page, 'Vai arī jūsu deklarētā adrese', 'Jā');
  await choose(page, 'Vai par šo bērnu', 'Nē');
  const advice = page.getByText('Ja otrs vecāks Rīgā deklarēts ilgāk');
  await expect(advice).toBeHidden();
  await typeDate(page, 'Kopš kuras dienas', dayFromToday(-300));
  await expect(advice).toBeVisible();
  await axe(page);
  await goOn(page);
  await expect(page.getByRole('link', { name: /^Pabalstu jums piešķirt nevar/ })).toBeVisible();
  await typeDate(page, 'Kopš kuras dienas', dayFromToday(-800));
  await expect(advice).toBeHidden();
  await goOn(page);
  await expect(number(page, 'Jūs saņemsiet')).toHaveText('200,00 EUR');
});

test('the more people, the more is needed', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, 'Marta Liepa', EVENT);
  await choose(page, 'Kas rīko?', 'Es');
  await type(page, 'Kā pasākumu sauc?', 'Zaļumballe');
  await choose(page, 'Kas tas būs?', 'Koncerts, izrāde vai balle');
  await type(page, 'Programma pa stundām', '19.00 dejas, 21.00 konkursi, 23.00 noslēgums');
  await choose(page, 'Vai ieeja ir par maksu?', 'Nē');
  await goOn(page);
  await typeDate(page, 'Pirmā diena', dayFromToday(40));
  await typeDate(page, 'Pēdējā diena', dayFromToday(41));
  await expect(number(page, 'Cik dienu pasākums ilgs')).toHaveText('2');
  await choose(page, 'Vai mūzika skanēs', 'Nē');
  await choose(page, 'Vai pasākums ir zem klajas debess?', 'Jā');
  await type(page, 'Vieta', 'Valmiera, Rātslaukums');
  await choose(page, 'Kam vieta pieder?', 'Pašvaldībai');
  await goOn(page);
  const total = number(page, 'Cilvēku kopā');
  await expect(total).toHaveText('Aprēķināsim no jūsu atbildēm');
  await type(page, 'Cik skatītāju būs vienlaikus?', '1200');
  await type(page, 'Cik dalībnieku un darbinieku?', '40');
  await expect(total).toHaveText('1 240');
  await choose(page, 'Vai pārdos alkoholu?', 'Jā');
  await choose(page, 'Vai būs salūts', 'Nē');
  await choose(page, 'Vai uzstādīsiet skatuvi', 'Nē');
  await axe(page);
  await goOn(page);
  await expect(number(page, 'Kārtības uzturētāji, vismaz')).toHaveText('60');
  await expect(number(page, 'Mediķu brigādes, vismaz')).toHaveText('2');
  await expect(input(page, 'Kā visi tiks ārā desmit minūtēs?')).toBeVisible();
  await expect(question(page, 'Kas vada kārtības uzturēšanu?')).toBeVisible();
  await type(page, 'Cik kārtības uzturētāju būs?', '59');
  await goOn(page);
  await expect(page.getByRole('link', { name: /^Ar tik nepietiek: tik daudziem cilvēkiem/ })).toBeVisible();
  await axe(page);
});
