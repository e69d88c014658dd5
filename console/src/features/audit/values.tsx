import type { AuditView } from '../../api/types.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Time } from '../../ui/time.js';

/** What a field is about, where the console has words for it. */
export const fieldName = (t: Translate, name: string): string => t.loose(`audit.field-${name}`, name);

/** Texts for the values of a field, by its name. */
const valueWords: Readonly<Record<string, string>> = {
  role: 'operators.role',
  action: 'audit.order',
  outcome: 'alarms.outcome',
  gender: 'person.gender',
  privilege: 'person.role',
};

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNothing = (value: unknown) => value === null || value === undefined || value === '';

function wordsOf(t: Translate, name: string, value: unknown): string {
  if (isNothing(value)) return '—';
  if (typeof value === 'boolean') return t(value ? 'records.yes' : 'records.no');
  if (Array.isArray(value)) return value.map((one) => wordsOf(t, name, one)).join(', ') || '—';
  if (isFields(value))
    return Object.entries(value)
      .map(([part, of]) => `${fieldName(t, part)}: ${wordsOf(t, part, of)}`)
      .join('; ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const words = valueWords[name];
  return words === undefined ? text : t.loose(`${words}-${text}`, text);
}

/** As people read it: a moment in the time of the site, a list with commas, nothing as a dash. */
export function Value({ name, value }: { readonly name: string; readonly value: unknown }) {
  const t = useT();
  if (typeof value === 'string' && moment.test(value)) return <Time at={value} isWhole />;
  return <bdi>{wordsOf(t, name, value)}</bdi>;
}

interface Changed {
  readonly path: readonly string[];
  readonly old: unknown;
  readonly now: unknown;
}

/** Of a field that has fields of its own, those alone that are not as they were. */
function changesIn(before: Fields, after: Fields, path: readonly string[] = []): Changed[] {
  return Object.entries(after).flatMap(([name, now]) => {
    const old = before[name];
    const own = [...path, name];
    if (isFields(old) && isFields(now)) return changesIn({ ...blank(now), ...old }, { ...blank(old), ...now }, own);
    return path.length > 0 && JSON.stringify(old) === JSON.stringify(now) ? [] : [{ path: own, old, now }];
  });
}

const blank = (fields: Fields): Fields => Object.fromEntries(Object.keys(fields).map((name) => [name, null]));

export function ChangeTable({ before, after }: Pick<AuditView, 'before' | 'after'>) {
  const t = useT();
  if (!before || !after) return null;
  return (
    <table className="audit-change">
      <caption>{t('audit.changed')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          <th scope="col">{t('audit.before')}</th>
          <th scope="col">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changesIn(before, after).map(({ path, old, now }) => (
          <tr key={path.join('.')}>
            <th scope="row" title={path.join('.')}>
              <bdi>{path.map((name) => fieldName(t, name)).join(' › ')}</bdi>
            </th>
            <td>
              <Value name={path.at(-1) ?? ''} value={old} />
            </td>
            <td>
              <Value name={path.at(-1) ?? ''} value={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
