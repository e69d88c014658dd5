import { useMay } from '../../api/session.js';
import type { HeldView } from '../../api/types.js';
import { useFormats, useT } from '../../i18n/t.js';
import { PageLink } from '../page-hooks.js';

interface HeldProps {
  readonly held: HeldView;
  /** When it happened; left out where nothing has. */
  readonly happenedAt?: string | undefined;
  readonly sn?: string | undefined;
}

function useSentence({ held: { state, since }, happenedAt }: HeldProps): string {
  const t = useT();
  const formats = useFormats();
  if (state !== 'held' || since === null) return t(`explain.held-${state}`);
  const from = new Date(since);
  if (happenedAt === undefined) return t('explain.heldSince', { time: formats.dateTime(from) });
  const seconds = Math.round((from.getTime() - new Date(happenedAt).getTime()) / 1000);
  if (seconds <= 0) return t('explain.heldThen');
  if (seconds < 120) return t('explain.heldSecondsLater', { count: seconds });
  return t('explain.heldLater', { time: formats.dateTime(from) });
}

/** What the device holds of the right; a device decides by that, not by what stands here. */
export function Held(props: HeldProps) {
  const t = useT();
  const may = useMay();
  const { sn } = props;
  const sentence = useSentence(props);
  return (
    <section>
      <h3>{t('explain.held')}</h3>
      <p>
        {sentence}{' '}
        {sn !== undefined && may('device.read') && (
          <PageLink to={`/devices/${encodeURIComponent(sn)}`} search={{ tab: 'sync' }}>
            {t('explain.toDevice')}
          </PageLink>
        )}
      </p>
    </section>
  );
}
