import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';

const most = 1000;

/** The doors of a device, each with its readers. */
export function DoorsTab({ sn }: { readonly sn: string }) {
  const t = useT();
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
      {data.doors.map(({ id, name, number }) => (
        <li key={id}>
          <strong>
            {number}{' '}
            <PageLink to="/doors" search={{ door: id }}>
              <bdi>{name}</bdi>
            </PageLink>
          </strong>
          <ul>
            {data.readers
              .filter(({ doorId }) => doorId === id)
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
