import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Acts, actWait } from '../../ui/records/acts.js';
import { textOf, type Values } from '../../ui/records/field.js';

/** Opens the barrier of a lane; what its device says is told. */
export function OpenBarrier({ channel }: { readonly channel: Values }) {
  const t = useT();
  const may = useMay();
  if (channel.barrier === 'none' || !may('door.open')) return null;
  const open = async () => {
    const path = { id: textOf(channel.id) };
    await call('POST /parking/channels/{id}/open', { path, body: { wait: actWait } });
    return { items: [{ status: 'done', reason: null, returnMeaning: null }] };
  };
  return <Acts acts={[{ id: 'open', name: t('parkingSite.open'), isMain: true, act: open }]} />;
}
