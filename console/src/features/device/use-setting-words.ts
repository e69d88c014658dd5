import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { FieldFault } from '../../api/problem.js';
import { useMay } from '../../api/session.js';
import { localeOf } from '../../i18n/locale.js';
import { useLanguage, useT } from '../../i18n/t.js';
import type { Option } from '../../ui/fields.js';
import { verifyStyles } from '../../ui/verify-styles.js';
import { styleWords } from '../../ui/verify-words.js';
import type { Kind, Setting } from './part-settings.js';

/** Names, values and faults of settings in words. Needs the late texts. */
export function useSettingWords() {
  const t = useT();
  const may = useMay();
  const locale = localeOf[useLanguage()];
  const hours = useQuery({
    queryKey: ['time-zones', 'names'],
    queryFn: ({ signal }) => call('GET /time-zones', { query: { limit: 1000 }, signal }),
    enabled: may('hours.read'),
  });
  const nameOf = (name: string) => t.loose(`partSettings.name-${name}`, t.loose(`audit.field-${name}`, name));

  const hoursFor = (name: string): readonly Option[] | null => {
    if (!hours.data) return null;
    const never = name === 'DoorKeepOpenTimeZone' ? [{ id: '0', name: t('partSettings.never') }] : [];
    return [...never, ...hours.data.items.map((one) => ({ id: String(one.id), name: one.name }))];
  };

  /** What may be chosen; null where it is typed. */
  function optionsOf({ kind, words = {} }: Setting, name: string): readonly Option[] | null {
    if (kind.is === 'hours') return hoursFor(name);
    if (kind.is === 'verification')
      return Object.entries(verifyStyles).map(([id, style]) => ({ id, name: styleWords(t, locale, style) }));
    if (kind.is !== 'choice' && kind.is !== 'onOff') return null;
    return Object.entries(kind.is === 'onOff' ? { true: 1, false: 0 } : kind.of).map(([word, id]) => ({
      id: String(id),
      name: t.loose(`partSettings.value-${words[word] ?? word}`, word.replace('K', ' kΩ')),
    }));
  }

  function rangeOf(kind: Kind): string | undefined {
    switch (kind.is) {
      case 'number':
        return t('partSettings.range', { min: kind.min, max: kind.max });
      case 'hours':
        return t('partSettings.range', { min: 0, max: 255 });
      case 'digits':
      case 'text':
        return t(`partSettings.${kind.is}`, { max: kind.max });
      case 'ip':
        return t('partSettings.ip');
      case 'day':
      case 'onOff':
      case 'choice':
      case 'verification':
        return undefined;
    }
  }

  /** The fault of a setting, in words and for its field. */
  function faultOf(fault: FieldFault, setting: Setting | undefined): FieldFault {
    if (!setting || !fault.field.startsWith('settings.')) return fault;
    const { field, message } = fault;
    const said = message.replace(`${field} `, '');
    const own = setting.kind.is === 'verification' ? t('partSettings.noVerify') : rangeOf(setting.kind);
    const isKind = said.startsWith('must be ');
    const words = said.startsWith('is nothing that the device has')
      ? t('partSettings.lacks')
      : isKind
        ? own
        : undefined;
    return { field: field.slice('settings.'.length), message: words ?? said };
  }

  return { nameOf, optionsOf, rangeOf, faultOf, isReady: !hours.isLoading };
}

export type SettingWords = ReturnType<typeof useSettingWords>;
