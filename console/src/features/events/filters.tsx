import { useState } from 'react';
import { useT } from '../../i18n/t.js';
import { FilterBar } from '../../ui/filter-bar.js';
import type { Option } from '../../ui/fields.js';
import { outcomes, periods, picked, type Picked } from './choices.js';
import { FilterDialog } from './filter-dialog.js';
import { useCodeName, useFilterOptions } from './filter-options.js';
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
  const { period, from, to, area, door, pin, card, sn, code, outcome } = search;
  const codeName = useCodeName(code);
  const values: readonly (readonly [
    id: keyof EventSearch,
    value: string | undefined,
    text: (value: string) => string,
  ])[] = [
    ['outcome', outcome, (value) => t.loose(`ui.outcome-${value}`, value)],
    ['period', period, (value) => t.loose(`events.period-${value}`, value)],
    ['from', from, (time) => t('events.fromTime', { time })],
    ['to', to, (time) => t('events.toTime', { time })],
    ['area', area, (value) => `${t('events.area')}: ${named(areas, value)}`],
    ['door', door, (value) => `${t('events.door')}: ${named(doors, value)}`],
    ['pin', pin, (value) => `${t('events.pin')}: ${value}`],
    ['card', card, (value) => `${t('events.card')}: ${value}`],
    ['sn', sn, (value) => `${t('events.device')}: ${named(devices, value)}`],
    ['code', code, (value) => `${t('events.what')}: ${codeName ?? value}`],
  ];
  return values.flatMap(([id, value, text]) =>
    value === undefined ? [] : [{ id, text: text(value), onRemove: () => onChange({ [id]: undefined }) }],
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
