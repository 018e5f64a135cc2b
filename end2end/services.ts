import { expect, type Page } from '@playwright/test';
import { choose, dayFromToday, declare, goOn, type, typeDate } from './forms.ts';

/** The services of the demonstration that have forms, filled the shortest way. */
export const RESIDENCE = '/lv/pakalpojumi/dzivesvietas-deklaresana';
export const LETTER = '/lv/pakalpojumi/iesniegums-iestadei';

/** When a question that another answer calls for is asked: at once, or without script after going on. */
export type Asking = 'at once' | 'after going on';

const RECEIPT = /\/lv\/pieteikumi\/(\d{4}-\d+-\w)\/apstiprinajums$/;

/** A signed-in person starts the form of a service from its card. */
export async function start(page: Page, service: string): Promise<void> {
  await page.goto(service);
  await page.getByRole('link', { name: 'Sākt pieteikumu' }).first().click();
  await page.getByRole('button', { name: /^(Sākt|Turpināt)$/ }).click();
  await expect(page).toHaveURL(/\/lv\/melnraksti\//);
}

/** Whoever is signed in declares a new address for themselves; gives the case's number. */
export async function declareResidence(page: Page, asking: Asking = 'at once'): Promise<string> {
  await start(page, RESIDENCE);
  await fillResidence(page, asking);
  return submit(page);
}

/** The pages of the declaration, from the first to the check of the answers. */
export async function fillResidence(page: Page, asking: Asking = 'at once'): Promise<void> {
  await choose(page, 'Kuri cilvēki pārceļas', 'Tikai es');
  await goOn(page);
  await fillAddress(page);
  await goOn(page);
  await choose(page, 'Uz kāda pamata', 'Cits pamats');
  if (asking === 'after going on') await goOn(page);
  await type(page, 'Paskaidrojiet, kāpēc', 'Dzīvoju pie mātes, kurai mājoklis pieder.');
  await goOn(page);
  await fillRest(page, asking);
}

/** The new address and the day of moving. */
export async function fillAddress(page: Page): Promise<void> {
  await type(page, 'Iela, māja, dzīvoklis', 'Rīgas iela 1–2');
  await type(page, 'Pilsēta vai pagasts', 'Valmiera');
  await type(page, 'Pasta indekss', 'LV-4201');
  await typeDate(page, 'No kuras dienas', dayFromToday(-5));
}

/** What is asked after the basis of residence. */
export async function fillRest(page: Page, asking: Asking = 'at once'): Promise<void> {
  await choose(page, 'Kur dzīvojāt līdz šim?', 'Latvijā');
  if (asking === 'after going on') await goOn(page);
  await choose(page, 'Ko darīt ar līdzšinējo', 'Aizeju no tās pavisam');
  await goOn(page);
  await choose(page, 'Vai jūs var sasniegt vēl citā adresē', 'Nē');
  await goOn(page);
  await type(page, 'Jūsu e-pasts', 'pasts@varti.example');
  await goOn(page);
  await declare(page, 'Apliecinu, ka ziņas ir patiesas');
  await goOn(page);
}

/** Whoever is signed in writes to an agency; gives the case's number. */
export async function writeToAgency(page: Page, agency: string, subject: string): Promise<string> {
  await start(page, LETTER);
  await page.getByRole('combobox', { name: 'Kurai iestādei rakstāt?' }).selectOption({ label: agency });
  await goOn(page);
  await choose(page, 'Ko vēlaties rakstīt?', 'Jautājumu');
  await goOn(page);
  await type(page, 'Par ko ir iesniegums?', subject);
  await type(page, 'Iesnieguma teksts', 'Lūdzu, atbildiet uz šo jautājumu rakstiski.');
  await choose(page, 'Vai par šo lietu jau rakstījāt', 'Nē');
  await goOn(page);
  await choose(page, 'Kur vēlaties saņemt atbildi?', 'Šeit, manā darba vietā');
  await goOn(page);
  await declare(page, 'Apliecinu, ka rakstu patiesību');
  await goOn(page);
  return submit(page);
}

/** Submits checked answers; gives the case's number. */
export async function submit(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { level: 1, name: 'Pārbaudiet atbildes' })).toBeVisible();
  await page.getByRole('button', { name: 'Iesniegt', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pieteikums ir iesniegts' })).toBeVisible();
  return receiptNumber(page);
}

/** The number of the case whose receipt is shown. */
export function receiptNumber(page: Page): string {
  const number = RECEIPT.exec(new URL(page.url()).pathname)?.[1];
  if (!number) throw new Error(`no receipt: ${page.url()}`);
  return number;
}

/** Opens a case by its notice in the inbox. The notice comes soon, and has been read already if its case was looked at since. */
export async function openByNotice(page: Page, words: string, number: string): Promise<void> {
  const inbox = page.getByRole('link', { name: /^Pastkaste/ });
  const ofCase = page.getByRole('listitem').filter({ hasText: number });
  const unread = ofCase.getByRole('button', { name: `Nelasīts: ${words}`, exact: true });
  const notice = unread.or(ofCase.getByRole('link', { name: words, exact: true }));
  await expect(async () => {
    await inbox.click();
    await expect(notice).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await notice.click();
}
