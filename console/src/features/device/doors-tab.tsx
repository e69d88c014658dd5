import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type ItemOf } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import type { DeviceView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { LateTexts } from '../../ui/late-texts.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { PartSettingsForm, PartSettingsShown } from './part-settings-form.js';
import { doorGroups, readerGroups } from './part-settings.js';

const most = 1000;

type Capabilities = Readonly<Record<string, unknown>>;
type Door = ItemOf<'GET /doors'>;
type Reader = ItemOf<'GET /readers'>;

/** The first run names doors; later they are named here. */
function DoorName({ door: { id, name, number, sn } }: { readonly door: Door }) {
  const t = useT();
  const client = useQueryClient();
  const save = async (values: FormData) => {
    await call('PATCH /doors/{id}', { path: { id }, body: { name: textIn(values, 'name') } });
    toast('good', t('setup.saved'));
    await client.invalidateQueries({ queryKey: ['doors'] });
  };
  return (
    <Form onSubmit={save} submit={t('setup.rename')}>
      <TextField name="name" label={t('setup.doorOf', { number, sn })} defaultValue={name} isRequired />
    </Form>
  );
}

/** Many doors have many settings each: those of one are made once somebody wants them. */
function Opened({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className="row">
        <Button kind="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {t('device.partSettings', { name })}
        </Button>
      </div>
      {isOpen && <LateTexts>{children}</LateTexts>}
    </>
  );
}

function DoorSettings({ door, capabilities }: { readonly door: Door; readonly capabilities: Capabilities }) {
  const { id } = door;
  if (!useMay()('door.settings')) return <PartSettingsShown part={door} groups={doorGroups} />;
  return (
    <PartSettingsForm
      part={door}
      groups={doorGroups}
      capabilities={capabilities}
      send={(body, ifMatch) => call('PATCH /doors/{id}', { path: { id }, body, ifMatch })}
    />
  );
}

function ReaderSettings({ reader, capabilities }: { readonly reader: Reader; readonly capabilities: Capabilities }) {
  const { id } = reader;
  if (!useMay()('door.settings')) return <PartSettingsShown part={reader} groups={readerGroups} />;
  return (
    <PartSettingsForm
      part={reader}
      groups={readerGroups}
      capabilities={capabilities}
      isNamed
      send={(body, ifMatch) => call('PATCH /readers/{id}', { path: { id }, body, ifMatch })}
    />
  );
}

/** The doors of a device, each with its readers. */
export function DoorsTab({ device: { sn, capabilities = {} } }: { readonly device: DeviceView }) {
  const t = useT();
  const may = useMay();
  const { data, error, refetch } = useQuery({
    queryKey: ['doors', 'of', sn],
    queryFn: async ({ signal }) => ({
      doors: (await call('GET /doors', { query: { sn, limit: most }, signal })).items,
      readers: (await call('GET /readers', { query: { sn, limit: most }, signal })).items,
    }),
  });
  if (error && !data) return <ErrorBlock error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.doors.length === 0) return <Empty icon="door" text={t('device.noDoors')} />;
  return (
    <ul className="device-doors">
      {data.doors.map((door) => (
        <li key={door.id}>
          <strong>
            {door.number}{' '}
            <PageLink to="/doors" search={{ door: door.id }}>
              <bdi>{door.name}</bdi>
            </PageLink>
          </strong>
          {may('door.settings') && <DoorName door={door} />}
          <Opened name={door.name}>
            <DoorSettings door={door} capabilities={capabilities} />
          </Opened>
          <ul>
            {data.readers
              .filter(({ doorId }) => doorId === door.id)
              .map((reader) => (
                <li key={reader.id}>
                  <bdi>{reader.name}</bdi> <span className="muted">{t(`device.way-${reader.direction}`)}</span>
                  <Opened name={reader.name}>
                    <ReaderSettings reader={reader} capabilities={capabilities} />
                  </Opened>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
