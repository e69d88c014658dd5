import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { useAct } from '../../ui/use-act.js';
import { Waiting } from '../../ui/waiting.js';
import { useDoors, type Door } from './queries.js';

/** A lock that clicks says which door it is. */
function DoorName({ door: { id, name, number, sn } }: { readonly door: Door }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const { act, isPending } = useAct();
  const save = async (values: FormData) => {
    await call('PATCH /doors/{id}', { path: { id }, body: { name: textIn(values, 'name') } });
    toast('good', t('setup.saved'));
    await client.invalidateQueries({ queryKey: ['doors'] });
  };
  const pulse = () =>
    act(
      () => call('POST /doors/actions', { body: { doorIds: [id], action: 'open', seconds: 1 } }),
      t('setup.pulsed', { name }),
    );
  return (
    <li className="setup-door">
      <div className="grow">
        <Form onSubmit={save} submit={t('setup.rename')}>
          <TextField name="name" label={t('setup.doorOf', { number, sn })} defaultValue={name} isRequired />
        </Form>
      </div>
      <Button isPending={isPending} reason={may('door.open') ? null : t('ui.noRight')} onPress={pulse}>
        {t('setup.pulse')}
      </Button>
    </li>
  );
}

export function DoorsStep() {
  const t = useT();
  const doors = useDoors();
  return (
    <>
      <p>{t('setup.doorsWhy')}</p>
      <Waiting asked={doors} />
      {doors.data?.length === 0 && (
        <Empty icon="door" text={t('setup.noDoors')}>
          <PageLink to="/setup" search={{ step: 'connect' }}>
            {t('setup.step-connect')}
          </PageLink>
        </Empty>
      )}
      <ul className="setup-list">
        {doors.data?.map((door) => (
          <DoorName key={door.id} door={door} />
        ))}
      </ul>
    </>
  );
}
