import { expect, type Locator, type Page } from '@playwright/test';

/** Fields of forms as people find them: by the words beside them. A place is a page or a part of it. */
type Place = Page | Locator;

/** A date as it is typed into its three boxes. */
export interface Day {
  day: string;
  month: string;
  year: string;
}

/** The date so many days from today, where the agencies are. */
export function dayFromToday(days: number): Day {
  const at = new Date(Date.now() + days * 86_400_000);
  const [year = '', month = '', day = ''] = at.toLocaleDateString('sv-SE', { timeZone: 'Europe/Riga' }).split('-');
  return { day: String(Number(day)), month: String(Number(month)), year };
}

/** A question of several inputs: choices, a date, a person, an address. */
export function question(place: Place, words: string | RegExp): Locator {
  return place.getByRole('group', { name: words });
}

/** Ticks a box or chooses an answer by its label, which lies over the input. */
export async function tick(choice: Locator): Promise<void> {
  await choice.locator('xpath=following-sibling::label').click();
  await expect(choice).toBeChecked();
}

/** Chooses an answer of a question. */
export async function choose(place: Place, words: string, answer: string): Promise<void> {
  await tick(question(place, words).getByRole('radio', { name: answer }));
}

/** Ticks the declaration that has these words. */
export async function declare(place: Place, words: string): Promise<void> {
  await tick(place.getByRole('checkbox', { name: words }));
}

/** The input whose label begins with these words. */
export function input(place: Place, label: string): Locator {
  return place.getByRole('textbox', { name: new RegExp(`^${label.replace('?', '\\?')}`) });
}

/** Types into the input whose label begins with these words. */
export async function type(place: Place, label: string, text: string): Promise<void> {
  await input(place, label).fill(text);
}

/** Types a date. */
export async function typeDate(place: Place, words: string, date: Day): Promise<void> {
  const group = question(place, words);
  await type(group, 'Diena', date.day);
  await type(group, 'Mēnesis', date.month);
  await type(group, 'Gads', date.year);
}

/** Goes on to the next page of a form. */
export async function goOn(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Turpināt', exact: true }).click();
}
