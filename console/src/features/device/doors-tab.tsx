import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call, type ItemOf } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';

const most = 1000;

/** The first run names doors; later they are named here. */
function DoorName({ door: { id, name, number, sn } }: { readonly door: ItemOf<'GET /doors'> }) {
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

/** The doors of a device, each with its readers. */
export function DoorsTab({ sn }: { readonly sn: string }) {
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
          <ul>
            {data.readers
              .filter(({ doorId }) => doorId === door.id)
              .map((reader) => (
                <li key={reader.id}>
                  <bdi>{reader.name}</bdi> <span className="muted">{t(`device.way-${reader.direction}`)}</span>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
