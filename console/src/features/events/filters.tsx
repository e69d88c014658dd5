import { useState } from 'react';
import { useT } from '../../i18n/t.js';
import { FilterBar } from '../../ui/filter-bar.js';
import type { Option } from '../../ui/fields.js';
import { outcomes, periods, picked, type Picked } from './choices.js';
import { FilterDialog } from './filter-dialog.js';
import { useFilterOptions } from './filter-options.js';
import type { Change, EventSearch } from './route.js';

interface FiltersProps {
  readonly search: EventSearch;
  readonly onChange: (change: Change) => void;
  readonly children?: React.ReactNode;
}

const named = (options: readonly Option[], id: string) => options.find((one) => one.id === id)?.name ?? id;

function useTokens({ search, onChange }: FiltersProps) {
  const t = useT();
  const { areas, doors, devices } = useFilterOptions();
  const { period, from, to, area, door, pin, card, sn, outcome } = search;
  const values: readonly (readonly [id: keyof EventSearch, text: string | undefined])[] = [
    ['outcome', outcome && t(`ui.outcome-${outcome}`)],
    ['period', period && t(`events.period-${period}`)],
    ['from', from && t('events.fromTime', { time: from })],
    ['to', to && t('events.toTime', { time: to })],
    ['area', area && `${t('events.area')}: ${named(areas, area)}`],
    ['door', door && `${t('events.door')}: ${named(doors, door)}`],
    ['pin', pin && `${t('events.pin')}: ${pin}`],
    ['card', card && `${t('events.card')}: ${card}`],
    ['sn', sn && `${t('events.device')}: ${named(devices, sn)}`],
  ];
  return values.flatMap(([id, text]) =>
    text === undefined ? [] : [{ id, text, onRemove: () => onChange({ [id]: undefined }) }],
  );
}

export function Filters(props: FiltersProps) {
  const { search, onChange, children } = props;
  const t = useT();
  const [asked, setAsked] = useState<Picked | null>(null);
  const tokens = useTokens(props);
  const choices = [
    {
      title: t('events.outcome'),
      actions: outcomes.map((id) => ({
        id,
        name: t(`ui.outcome-${id}`),
        onAction: () => onChange({ outcome: id }),
      })),
    },
    {
      title: t('events.time'),
      actions: periods.map((id) => ({
        id,
        name: t(`events.period-${id}`),
        onAction: () => onChange({ period: id, from: undefined, to: undefined }),
      })),
    },
    {
      title: t('events.more'),
      actions: picked.map((id) => ({ id: `${id}…`, name: t(`events.pick-${id}`), onAction: () => setAsked(id) })),
    },
  ];
  return (
    <>
      <FilterBar text={search.q} onText={(q) => onChange({ q })} tokens={tokens} choices={choices}>
        {children}
      </FilterBar>
      {asked !== null && (
        <FilterDialog kind={asked} search={search} onChange={onChange} onClose={() => setAsked(null)} />
      )}
    </>
  );
}
