import { useHours, useLevels } from '../../api/choices.js';
import type { HeldView, ViaView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';

interface Passage {
  readonly verdict: 'granted' | 'unknown';
  readonly via: readonly ViaView[];
  readonly until: string | null;
  readonly held: HeldView;
}

/** By what, until when, and what the device holds of it: the same of a person and of a door. */
export function usePassageColumns(): Column<Passage>[] {
  const t = useT();
  const levels = new Map(useLevels().map(({ id, name }) => [id, name]));
  const hours = new Map(useHours().map(({ id, name }) => [id, name]));
  const viaText = ({ levelId, timeZoneId }: ViaView) => {
    const level = levelId === null ? t('explain.byArea') : (levels.get(levelId) ?? levelId);
    const open = hours.get(timeZoneId);
    return open === undefined ? level : `${level} (${open})`;
  };
  return [
    {
      key: 'verdict',
      title: t('explain.verdict'),
      width: 170,
      cell: ({ verdict }) => t(`explain.verdict-${verdict}`),
    },
    { key: 'via', title: t('explain.via'), width: 240, cell: ({ via }) => <bdi>{via.map(viaText).join(', ')}</bdi> },
    {
      key: 'until',
      title: t('explain.until'),
      width: 150,
      isHiddenOnPhone: true,
      cell: ({ until }) => (until === null ? t('explain.moreThanWeek') : <bdi>{until}</bdi>),
    },
    {
      key: 'held',
      title: t('explain.holds'),
      width: 220,
      isHiddenOnPhone: true,
      cell: ({ held }) => t(`explain.held-${held.state}`),
    },
  ];
}
