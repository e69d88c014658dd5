import { useT } from '../../i18n/t.js';
import { TextField } from '../../ui/fields.js';
import { textIn } from '../../ui/form.js';
import { Group } from './group.js';
import type { Settings } from './queries.js';

/** How long pictures are kept. Events and the audit log stay. */
export function RetentionSettings({ settings: { retentionDays } }: { readonly settings: Settings }) {
  const t = useT();
  const read = (values: FormData) => {
    const days = textIn(values, 'retentionDays');
    return { retentionDays: days === '' ? null : Number(days) };
  };
  return (
    <Group title={t('settings.retention')} read={read}>
      <TextField
        name="retentionDays"
        type="number"
        label={t('settings.retentionDays')}
        hint={t('settings.retentionHint')}
        defaultValue={retentionDays === null ? '' : String(retentionDays)}
      />
    </Group>
  );
}
