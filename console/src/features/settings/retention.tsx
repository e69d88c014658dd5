import { useQuery } from '@tanstack/react-query';
import { call, type Answer } from '../../api/call.js';
import { useFormats, useT } from '../../i18n/t.js';
import { TextField } from '../../ui/fields.js';
import { textIn } from '../../ui/form.js';
import { Waiting } from '../../ui/waiting.js';
import { Group } from './group.js';
import type { Settings } from './queries.js';

type Item = Answer<'GET /retention'>['items'][number];
type Kept = Settings['retention'];

const megabyte = 1024 * 1024;

/** How large everything is that grows, and for how long it is kept. */
export function RetentionSettings({ settings: { retention } }: { readonly settings: Settings }) {
  const t = useT();
  const asked = useQuery({ queryKey: ['retention'], queryFn: ({ signal }) => call('GET /retention', { signal }) });
  const items = asked.data?.items ?? [];
  const read = (values: FormData) => ({
    retention: Object.fromEntries(
      items.map(({ setting }) => {
        const text = textIn(values, `retention.${setting}`);
        return [setting, text === '' ? null : Number(text)];
      }),
    ) as Kept,
  });
  return (
    <Group title={t('settings.retention')} read={read}>
      <p className="hint">{t('settings.retentionHint')}</p>
      <Waiting asked={asked} />
      {items.map((item) => (
        <KeptFor key={item.setting} item={item} keep={retention[item.setting]} />
      ))}
    </Group>
  );
}

function KeptFor({ item, keep }: { readonly item: Item; readonly keep: number | null }) {
  const t = useT();
  const formats = useFormats();
  const { what, setting, unit, bytes, oldest, default: usual, minimum: least } = item;
  const told = {
    size: formats.number(Math.ceil((10 * bytes) / megabyte) / 10),
    usual: formats.number(usual),
    least: formats.number(least),
  };
  return (
    <TextField
      name={`retention.${setting}`}
      type="number"
      label={t(unit === 'days' ? 'settings.keptDays' : 'settings.keptMonths', {
        what: t.loose(`settings.kept-${what}`, what),
      })}
      hint={
        oldest === null
          ? t('settings.keptNone', told)
          : t('settings.keptSince', { ...told, since: formats.date(new Date(oldest)) })
      }
      defaultValue={keep === null ? '' : String(keep)}
    />
  );
}
