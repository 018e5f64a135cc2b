import { expect, type Page } from '@playwright/test';
import { signIn } from './people.ts';

/** A service with a form of its own, which its editor and a manager of the registry publish through the API. */
export class ChangingForm {
  private constructor(
    readonly slug: string,
    private readonly editor: Page,
  ) {}

  /** Publishes the first version, and the service that starts with it. `called` tells it from those of other tests. */
  static async publish(called: string, newPerson: () => Promise<Page>, fields: object[]): Promise<ChangingForm> {
    const [editor, manager] = [await newPerson(), await newPerson()];
    await editor.goto('/lv');
    await signIn(editor, 'Laura Sproģe');
    await manager.goto('/lv');
    await signIn(manager, 'Edgars Zariņš');
    const form = new ChangingForm(called, editor);
    await form.publishVersion(fields);
    const known = await (await manager.request.get('/api/v1/services/dzivesvietas-deklaresana')).json();
    const content = { ...known.version.content, title: text(form.title, form.title), start: { form: called } };
    await put(manager, `/api/v1/services/${called}`, { agency: 'pmlp', needs: [], content });
    return form;
  }

  get title(): string {
    return `Suņa reģistrēšana (${this.slug})`;
  }

  /** A further version of the form. */
  async publishVersion(fields: object[], olderUntil?: string): Promise<void> {
    const page = { id: 'dog', title: text('Suns', 'The dog'), sections: [{ id: 'dog', fields }] };
    const definition = { formatVersion: 1, title: text('Suns', 'A dog'), pages: [page] };
    await put(this.editor, `/api/v1/forms/${this.slug}`, { agency: 'pmlp', definition, olderUntil });
  }
}

/** A question that must be answered. */
export function asked(id: string, lv: string, en: string, kind: object = { shortText: {} }): object {
  return { id, label: text(lv, en), kind, required: 'always' };
}

function text(lv: string, en: string) {
  return { lv, en };
}

async function put(page: Page, path: string, data: object): Promise<void> {
  const answer = await page.request.put(path, { data, headers: { 'sec-fetch-site': 'same-origin' } });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** Litters with puppies: items in items, and a number that counts them all. */
export const LITTERS: object[] = [
  group('litters', ['Metieni', 'Litters'], ['Metiens', 'Litter'], ['Pievienot metienu', 'Add a litter'], {}, [
    asked('mother', 'Kā sauc māti?', 'What is the mother called?'),
    asked('alive', 'Vai kucēni ir dzīvi?', 'Are the puppies alive?', { yesNo: {} }),
    group('puppies', ['Kucēni', 'Puppies'], ['Kucēns', 'Puppy'], ['Pievienot kucēnu', 'Add a puppy'], { visible: { answer: 'alive' } }, [
      asked('puppy', 'Kā sauc kucēnu?', 'What is the puppy called?'),
    ]),
  ]),
  {
    id: 'all',
    label: text('Kucēni kopā', 'Puppies altogether'),
    kind: { calculated: { value: { sum: { group: 'litters', of: { count: { group: 'puppies' } } } } } },
  },
];

/** A name that is proposed, and locked once the passport is there. */
export const PROPOSED: object[] = [
  asked('name', 'Kā suni sauc?', 'What is its name?'),
  asked('issued', 'Vai pase jau ir izsniegta?', 'Is the passport issued already?', { yesNo: {} }),
  {
    ...asked('written', 'Kā to raksta pasē?', 'How is it written in the passport?'),
    default: { answer: 'name' },
    readOnly: { answer: 'issued' },
  },
];

function group(id: string, label: [string, string], item: [string, string], add: [string, string], more: object, fields: object[]): object {
  const kind = { group: { fields, itemLabel: text(...item), addLabel: text(...add) } };
  return { id, label: text(...label), kind, required: 'always', ...more };
}
