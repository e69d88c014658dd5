import type { DeviceView } from '../../api/types.js';
import type { Translate } from '../../i18n/t.js';

export interface Attention {
  readonly key: string;
  readonly severity: 'bad' | 'warning' | 'news';
  readonly device: DeviceView;
  readonly text: string;
  /** Of the device's page, where it is mended. */
  readonly tab: 'overview' | 'sync';
  readonly act: string;
}

type Found = Pick<Attention, 'severity' | 'text' | 'tab' | 'act'> & { readonly code: string };

const ofSync = new Set(['unknownUsers', 'foreignRows', 'refusedTable']);

function foundOf(t: Translate, { status, online, sync, warnings }: DeviceView): Found[] {
  if (status === 'pending') {
    return [{ code: 'pending', severity: 'news', text: t('home.pending'), tab: 'overview', act: t('home.approve') }];
  }
  if (status !== 'approved') return [];
  const see = t('home.see');
  const gone: Found = { code: 'offline', severity: 'bad', text: t('home.offline'), tab: 'overview', act: see };
  const refused: Found = {
    code: 'refused',
    severity: 'warning',
    text: t('home.refused', { count: sync.failed }),
    tab: 'sync',
    act: t('home.repair'),
  };
  return [
    ...(online ? [] : [gone]),
    ...(sync.failed > 0 ? [refused] : []),
    ...warnings
      .filter(({ code }) => code !== 'refusedTable')
      .map(({ code, text }): Found => ({
        code,
        severity: 'warning',
        text: t.loose(`ui.warning-${code}`, text),
        tab: ofSync.has(code) ? 'sync' : 'overview',
        act: see,
      })),
  ];
}

const order = { bad: 0, warning: 1, news: 2 } as const;

/** What somebody should see to, worst first. */
export const attentionOf = (t: Translate, devices: readonly DeviceView[]): Attention[] =>
  devices
    .flatMap((device) =>
      foundOf(t, device).map(({ code, ...found }, at) => ({
        ...found,
        device,
        key: `${device.sn} ${code} ${String(at)}`,
      })),
    )
    .sort((a, b) => order[a.severity] - order[b.severity]);
