import { axe } from '../accessible.ts';
import { expect, test, type Page } from '../fixtures.ts';
import { choose } from '../forms.ts';
import { signIn } from '../people.ts';
import { writeToAgency } from '../services.ts';

const PERSON = 'Andris Kļaviņš';
const COMPANY = 'SIA "Zaļā sēta"';

test('a representative writes to an agency in a company’s name', async ({ page, newPerson }) => {
  test.setTimeout(120_000);
  await page.goto('/lv');
  await signIn(page, PERSON);
  await expect(bar(page)).toContainText(`Jūs rīkojaties savā vārdā: ${PERSON}`);

  await actFor(page, COMPANY);
  await expect(bar(page)).toContainText(`Jūs rīkojaties cita vārdā: ${COMPANY} (${PERSON})`);
  const number = await writeToAgency(page, 'Valmieras novada pašvaldība', 'Par ielas apgaismojumu');
  await expect(page.getByRole('definition').filter({ hasText: COMPANY })).toContainText('40009990008');

  await page.getByRole('link', { name: 'Skatīt pieteikuma gaitu' }).click();
  const address = page.url();
  await axe(page);
  await page.getByRole('link', { name: 'Mana darba vieta' }).click();
  await expect(page.getByRole('main')).toContainText(number);

  await test.step('the agency sees the company as the applicant', async () => {
    const official = await newPerson();
    await official.goto('/lv');
    await signIn(official, 'Sandra Vītola');
    await official.getByRole('link', { name: 'Iestādes rinda' }).click();
    await expect(bar(official)).toContainText('Jūs strādājat iestādes vārdā:');
    const line = official.getByRole('row').filter({ hasText: number });
    await expect(line).toContainText(COMPANY);
    await line.getByRole('link', { name: number }).click();
    await expect(fact(official, 'Pieteicējs')).toContainText(COMPANY);
    await expect(fact(official, 'Pārstāvis')).toContainText(PERSON);
    await axe(official);
  });

  await test.step('on their own again the person does not see the case', async () => {
    await actFor(page, `Savā vārdā: ${PERSON}`);
    await expect(bar(page)).toContainText('Jūs rīkojaties savā vārdā:');
    await expect(page.getByRole('main')).not.toContainText(number);
    expect((await page.goto(address))?.status()).toBe(404);
  });
});

function bar(page: Page) {
  return page.getByRole('region', { name: 'Kā vārdā rīkojaties' });
}

async function actFor(page: Page, name: string) {
  await bar(page).getByRole('link', { name: 'Mainīt' }).click();
  await axe(page);
  await choose(page, 'Kā vārdā vēlaties rīkoties?', name);
  await page.getByRole('button', { name: 'Turpināt', exact: true }).click();
}

function fact(page: Page, term: string) {
  const words = page.getByRole('term').filter({ hasText: new RegExp(`^${term}$`) });
  return words.first().locator('xpath=following-sibling::dd[1]');
}
