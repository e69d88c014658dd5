import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { stateKey, type State } from './queries.js';

const kept = ['daily', 'weekly', 'monthly'] as const;

/** The backup of every day. */
export function Schedule({ state: { at, dir, recipient, keep } }: { readonly state: State }) {
  const t = useT();
  const client = useQueryClient();
  const save = async (values: FormData) => {
    const time = textIn(values, 'at');
    const key = textIn(values, 'recipient');
    const [daily, weekly, monthly] = kept.map((name) => Number(textIn(values, name)));
    const body = {
      at: time === '' ? null : time,
      dir: textIn(values, 'dir'),
      keep: { daily: daily ?? 0, weekly: weekly ?? 0, monthly: monthly ?? 0 },
      ...(key === '' ? {} : { recipient: key }),
    };
    const saved = await call('PUT /backups/schedule', { body });
    toast('good', t(saved.at === null ? 'backup.switchedOff' : 'backup.scheduled', { at: saved.at ?? '' }));
    client.setQueryData(stateKey, saved);
  };
  return (
    <section aria-label={t('backup.schedule')}>
      <h2>{t('backup.schedule')}</h2>
      <p className="muted">{t('backup.scheduleText')}</p>
      <Form onSubmit={save} submit={t('ui.save')}>
        <TextField name="at" type="time" label={t('backup.at')} hint={t('backup.atHint')} defaultValue={at ?? ''} />
        <TextField
          name="recipient"
          label={t('backup.recipient')}
          hint={t('backup.recipientHint')}
          defaultValue={recipient ?? ''}
        />
        <TextField name="dir" label={t('backup.dir')} hint={t('backup.dirHint')} defaultValue={dir} />
        {kept.map((name) => (
          <TextField
            key={name}
            name={name}
            type="number"
            label={t(`backup.keep-${name}`)}
            defaultValue={String(keep[name])}
          />
        ))}
      </Form>
    </section>
  );
}
