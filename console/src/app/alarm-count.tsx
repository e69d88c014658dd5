import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../api/call.js';
import { usePreferences } from '../api/session.js';
import { useFormats, useT } from '../i18n/t.js';
import { useLiveItems } from '../live/live-context.js';
import { isHeard, playAlarm } from '../ui/alarm-sound.js';
import { Icon } from '../ui/icon.js';

/** Beside the page's name: how many alarms nobody has acknowledged. */
export function AlarmCount() {
  const t = useT();
  const { number } = useFormats();
  const { data } = useQuery({
    queryKey: ['alarms', 'summary'],
    queryFn: ({ signal }) => call('GET /alarms/summary', { signal }),
  });
  const count = (data?.unacked ?? 0) + (data?.cleared ?? 0);
  if (count === 0) return null;
  return (
    <span className="menu-count">
      <span aria-hidden="true">{number(count)}</span>
      <span className="unseen">{t('app.alarmsWaiting', { count })}</span>
    </span>
  );
}

const hasActed = () => !('userActivation' in navigator) || navigator.userActivation.hasBeenActive;
const actions = ['pointerdown', 'pointerup', 'keydown', 'click'] as const;

/** A browser plays nothing on a page that was loaded anew, until somebody has done something there: alarms would be missed. */
export function SilentHint() {
  const t = useT();
  const { sounds = true } = usePreferences();
  const [isSilent, setSilent] = useState(() => !hasActed());
  useEffect(() => {
    if (!isSilent) return undefined;
    const controller = new AbortController();
    const look = () => setSilent(!hasActed());
    for (const action of actions) document.addEventListener(action, look, { signal: controller.signal, capture: true });
    return () => controller.abort();
  }, [isSilent]);
  if (!isSilent || !sounds) return null;
  return (
    <span className="silent" role="img" aria-label={t('app.silent')} title={t('app.silent')}>
      <Icon name="bell" size={16} />
      <span className="wide-only" aria-hidden="true">
        {t('app.silent')}
      </span>
    </span>
  );
}

const isNews = (what: unknown) => what === 'raised' || what === 'repeated';

/** Alarms are heard on every page. */
export function AlarmSound() {
  const { sounds = true } = usePreferences();
  const { data } = useQuery({
    queryKey: ['alarms', 'kinds'],
    queryFn: ({ signal }) => call('GET /alarm-kinds', { signal }),
  });
  useLiveItems('alarm', (items) => {
    const loud = new Set<string>((data?.items ?? []).filter(({ sound }) => sound).map(({ kind }) => kind));
    for (const { data: alarm } of items) {
      if (!isNews(alarm.what) || alarm.state !== 'unacked' || !loud.has(String(alarm.kind))) continue;
      if (isHeard() && sounds) void playAlarm().catch(() => undefined);
    }
  });
  return null;
}
