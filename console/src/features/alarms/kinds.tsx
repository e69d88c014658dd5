import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type ItemOf } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Checkbox, Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { ErrorBlock, Loading } from '../../ui/states.js';
import { kindName, Priority } from './alarm-words.js';

type Kind = ItemOf<'GET /alarm-kinds'>;
const priorities = ['1', '2', '3', '4'] as const;

function KindForm({ kind, onDone }: { readonly kind: Kind; readonly onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const [priority, setPriority] = useState(String(kind.priority) as (typeof priorities)[number]);
  const [sound, setSound] = useState(kind.sound);
  const [off, setOff] = useState(kind.off);
  const save = async (values: FormData) => {
    const body = { priority: Number(priority), sound, off, instruction: textIn(values, 'instruction') };
    await call('PATCH /alarm-kinds/{kind}', { path: { kind: kind.kind }, body });
    await queries.invalidateQueries({ queryKey: ['alarms'] });
    onDone();
  };
  return (
    <Form onSubmit={save} submit={t('ui.save')} onCancel={onDone}>
      <Select
        label={t('alarms.priority')}
        options={priorities.map((id) => ({ id, name: t(`alarms.priority-${id}`) }))}
        value={priority}
        onChange={setPriority}
      />
      <TextField name="instruction" label={t('alarms.instruction')} defaultValue={kind.instruction} isLong />
      <Checkbox isSelected={sound} onChange={setSound}>
        {t('alarms.sound')}
      </Checkbox>
      <Checkbox isSelected={off} onChange={setOff}>
        {t('alarms.off')}
      </Checkbox>
    </Form>
  );
}

function Kinds() {
  const t = useT();
  const [edited, setEdited] = useState<Kind | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['alarms', 'kinds'],
    queryFn: ({ signal }) => call('GET /alarm-kinds', { signal }),
  });
  if (error && !data) return <ErrorBlock error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (edited) {
    return (
      <>
        <h3>{kindName(t, edited.kind)}</h3>
        <KindForm key={edited.kind} kind={edited} onDone={() => setEdited(null)} />
      </>
    );
  }
  return (
    <ul className="alarms">
      {data.items.map((kind) => (
        <li key={kind.kind} className="alarm-kind">
          <Priority priority={kind.priority} />
          <span className="grow">
            {kindName(t, kind.kind)} {kind.off && <span className="muted small">{t('alarms.off')}</span>}
          </span>
          <Button kind="quiet" onPress={() => setEdited(kind)}>
            {t('ui.edit')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** What this site makes of each kind. */
export function KindsDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const t = useT();
  return (
    <Dialog title={t('alarms.kinds')} isOpen={isOpen} onClose={onClose} size="large">
      <Kinds />
    </Dialog>
  );
}
