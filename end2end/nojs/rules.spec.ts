import { expect, test } from '../fixtures.ts';
import { choose, goOn } from '../forms.ts';
import { signIn } from '../people.ts';
import { start } from '../services.ts';

test.use({ javaScriptEnabled: false });

test('without script numbers and refusals come after going on', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/lv');
  await signIn(page, 'Jānis Bērziņš');
  await start(page, '/lv/pakalpojumi/izzina-no-sodu-registra');
  await choose(page, 'Par ko lūdzat izziņu?', 'Par sevi');
  await goOn(page);
  await choose(page, 'Kam izziņu rādīsiet?', 'Vēstniecībai vai migrācijas dienestam');
  await choose(page, 'Kur izziņu izmantosiet?', 'Citur');
  await choose(page, 'Ko izziņā rādīt?', 'Visus spēkā esošos sodus');
  await goOn(page);
  await page.getByRole('combobox', { name: 'Kādā valodā?' }).selectOption({ label: 'Latviešu, bez tulkojuma' });
  await choose(page, 'Vai izziņai liksiet apostille?', 'Jā');
  await choose(page, 'Cik ātri vajag?', 'Piecās darba dienās');
  await choose(page, 'Kā izziņu saņemsiet?', 'Oficiālajā e-adresē');
  await goOn(page);
  await expect(page.getByRole('link', { name: /^Apostille liek tikai uz papīra/ })).toBeVisible();
  await choose(page, 'Vai izziņai liksiet apostille?', 'Nē');
  await goOn(page);
  const fee = page.getByRole('status', { name: 'Kopā jāmaksā', exact: true });
  await expect(fee).toHaveText('10,40 EUR');
  await choose(page, 'Vai jums pienākas atlaide?', 'Jā, mācos skolā');
  await goOn(page);
  await expect(fee).toHaveText('5,20 EUR');
});
