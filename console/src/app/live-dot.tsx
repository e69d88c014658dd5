import { useFormats, useT } from '../i18n/t.js';
import { useLiveState } from '../live/live-context.js';

/** At the top of every page: whether what is shown is of this moment. */
export function LiveDot() {
  const t = useT();
  const { kind } = useLiveState();
  return (
    <span className="live">
      <span className={`live-dot${kind === 'live' ? ' live-on' : ''}`} aria-hidden="true" />
      <span className={kind === 'live' ? 'wide-only' : ''}>{t(`app.live-${kind}`)}</span>
    </span>
  );
}

/** Old data stays on the screen; this says how old it is. */
export function LiveStrip() {
  const t = useT();
  const { time } = useFormats();
  const state = useLiveState();
  if (state.kind !== 'cut') return null;
  return (
    <p className="live-strip" role="status">
      {t('app.notLiveSince', { time: time(state.since) })}
    </p>
  );
}
