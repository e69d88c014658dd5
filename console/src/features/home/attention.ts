import type { ItemOf } from '../../api/call.js';
import type { Translate } from '../../i18n/t.js';

export type Attention = ItemOf<'GET /attention'>;

/** As JSON has them: texts and numbers. */
export const paramOf = ({ params }: Attention, name: string): string => {
  const value: unknown = (params as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** The door, the device or the operator. */
export const subjectOf = (item: Attention): string =>
  ['doorName', 'deviceName', 'name'].map((name) => paramOf(item, name)).find((text) => text !== '') ?? '';

const texts: Readonly<Record<string, (t: Translate, item: Attention) => string>> = {
  alarm: (t, item) => t.loose(`alarms.kind-${paramOf(item, 'kind')}`, paramOf(item, 'kind')),
  pending: (t) => t('home.pending'),
  offline: (t) => t('home.offline'),
  rowsRefused: (t, item) => t('home.refused', { count: Number(paramOf(item, 'count')) }),
  holdNotEnded: (t) => t('home.holdNotEnded'),
  firstPassword: (t) => t('home.firstPassword'),
  webhookDisabled: (t) => t('home.webhookDisabled'),
};

export const textOf = (t: Translate, item: Attention): string =>
  texts[item.code]?.(t, item) ?? t.loose(`ui.${item.code}`, item.code);

/** What stands on its link. */
export const actOf = (t: Translate, { code }: Attention): string => t(code === 'pending' ? 'home.approve' : 'home.see');
