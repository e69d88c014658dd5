import type { Translate } from '../../i18n/t.js';
import {
  isEmpty,
  listOf,
  partsOf,
  shownOf,
  textOf,
  textsOf,
  type Field,
  type FieldOf,
  type KindOf,
  type Values,
} from './field.js';
import { itemsIn } from './items.js';
import type { Choice, Choices, SourceName } from './sources.js';

export interface Saying {
  readonly t: Translate;
  /** The file of texts that has the words of the fields. */
  readonly texts: string;
  readonly choices: Choices;
  /** `a, b and c` */
  readonly listed: (words: readonly string[]) => string;
}

type Say<K extends KindOf> = (field: FieldOf<K>, value: unknown, values: Values, saying: Saying) => string;

const nameIn = (choices: readonly Choice[] | undefined, id: string) =>
  choices?.find((one) => one.id === id)?.name ?? id;

const placeWords: Partial<Record<SourceName, string>> = {
  doors: 'door',
  readers: 'reader',
  auxInputs: 'auxInput',
  auxOutputs: 'auxOutput',
};

/** `Front door`, or `door 3` where nobody has named it. */
function partName(source: SourceName | undefined, number: number, sn: string, { t, choices }: Saying): string {
  if (source === undefined) return String(number);
  const known = choices[source]?.find((one) => one.sn === sn && one.number === number);
  return known?.name ?? t.loose(`records.part-${placeWords[source] ?? ''}`, String(number), { number });
}

const plain = (_: Field, value: unknown) => textOf(value);

const says: { readonly [K in KindOf]: Say<K> } = {
  text: plain,
  clock: plain,
  dateTime: plain,
  number: plain,
  flag: (_, value, __, { t }) => t(value === true ? 'records.yes' : 'records.no'),
  choice: ({ name, words }, value, _, { t, texts }) =>
    t.loose(`${words ?? `${texts}.${name}`}-${textOf(value)}`, textOf(value)),
  one: ({ of }, value, _, { choices }) => nameIn(choices[of], textOf(value)),
  many: ({ of, hasAll }, value, _, { t, choices, listed }) =>
    hasAll && value === null ? t('records.all') : listed(textsOf(value).map((id) => nameIn(choices[of], id))),
  part: (field, value, values, saying) => partName(partsOf(field, values), Number(value), textOf(values.sn), saying),
  parts: (field, value, values, saying) =>
    saying.listed(
      listOf(value).map((number) => partName(partsOf(field, values), Number(number), textOf(values.sn), saying)),
    ),
  person: plain,
  persons: (_, value, __, { t }) => t('records.people', { count: listOf(value).length }),
  texts: (_, value, __, { listed }) => listed(textsOf(value)),
  numbers: (_, value, __, { listed }) => listed(textsOf(value)),
  items: (field, value, _, saying) =>
    saying.listed(
      itemsIn(field.shape, value).map((item) =>
        shownOf(field.fields, item)
          .filter(({ name }) => !isEmpty(item[name]))
          .map((one) => wordsOf(one, item, saying))
          .join(field.join ?? ' '),
      ),
    ),
};

/** What a field says of a record, in words; nothing where it says nothing. */
export function wordsOf(field: Field, values: Values, saying: Saying): string {
  const value = values[field.name];
  if (isEmpty(value) && !(field.kind === 'many' && field.hasAll && value === null) && field.kind !== 'persons')
    return '';
  return (says[field.kind] as Say<KindOf>)(field, value, values, saying);
}

/** Names stand apart from the sentence, whichever way they are written. */
const apart = (text: string) => (text === '' ? '…' : `\u2068${text}\u2069`);

/** As somebody types it: without the marks of direction. */
export const typed = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, '').toLowerCase();

/** A record as a sentence: the first `say-<key>` that the texts have, filled with the words of its fields. */
export function sentenceFor(keys: readonly string[], fields: readonly Field[], values: Values, saying: Saying): string {
  const words = Object.fromEntries(fields.map((field) => [field.name, apart(wordsOf(field, values, saying))]));
  return keys.reduce((found, key) => found || saying.t.loose(`${saying.texts}.say-${key}`, '', words), '');
}
