import { useState } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { DepartmentField } from './department-field.js';
import { HostField, type Host } from './host-field.js';
import { explainIn } from './names.js';
import { useChanged } from './queries.js';
import { saidBody } from './said-body.js';
import { toField, usualEnd, useSiteClock } from './site-clock.js';
import { nothingSaid, VisitorFields } from './visitor-fields.js';

/** Somebody is expected. */
export function Reserve({ onMade }: { readonly onMade: (id: string) => void }) {
  const t = useT();
  const clock = useSiteClock();
  const changed = useChanged();
  const [said, setSaid] = useState(nothingSaid);
  const [host, setHost] = useState<Host | null>(null);
  const reserve = async (values: FormData) => {
    const body = { ...saidBody(values, { ...said, lastName: '' }, host), startTime: textIn(values, 'startTime') };
    const { id, name } = await call('POST /visitor-reservations', { body });
    toast('good', t('visitors.reserved', { name }));
    await changed();
    onMade(id);
  };
  return (
    <Form onSubmit={reserve} submit={t('visitors.new')} explain={explainIn(t)}>
      <VisitorFields said={said} onSay={setSaid} onHost={setHost} hasLastName={false} />
      <HostField host={host} onChoose={setHost} />
      <DepartmentField />
      <TextField name="visitReason" label={t('visitors.reason')} isRequired />
      <TextField
        name="startTime"
        type="datetime-local"
        label={t('visitors.from')}
        defaultValue={toField(clock)}
        isRequired
      />
      <TextField
        name="endTime"
        type="datetime-local"
        label={t('visitors.untilAt')}
        defaultValue={usualEnd(clock)}
        isRequired
      />
    </Form>
  );
}
