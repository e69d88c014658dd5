import type { ListName } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Members } from '../../ui/members.js';
import { useListSearch, usePageSearch } from '../../ui/page-hooks.js';
import { textOf, type Values } from '../../ui/records/field.js';
import { RecordList } from '../../ui/records/record-list.js';
import type { Resource } from '../../ui/records/resource.js';
import { Tabs } from '../../ui/tabs.js';
import { AccessLevels } from './access-levels.js';
import './levels.css';
import { elevatorLevels, gateLevels, visitorLevels } from './resources.js';
import { levelsPage } from './route.js';

interface OthersProps {
  readonly resource: Resource;
  readonly members?: ListName;
}

/** Levels of floors, of gates and of visitors. */
function Others({ resource, members }: OthersProps) {
  const may = useMay();
  const { search, onSearch } = useListSearch(levelsPage, 'level');
  const below = (row: Values) =>
    members && (
      <Members
        topic="levels"
        list={members}
        path={{ id: textOf(row.id) }}
        address={`${resource.path}/${encodeURIComponent(textOf(row.id))}/persons`}
        mayChange={may('level')}
      />
    );
  return <RecordList resource={resource} isPart search={search} onSearch={onSearch} below={below} />;
}

export default function LevelsPage() {
  const t = useT();
  const may = useMay();
  const [{ tab = 'doors' }, setSearch] = usePageSearch(levelsPage);
  const tabs = [
    { id: 'doors', name: t('levels.doors'), content: () => <AccessLevels /> },
    {
      id: 'elevator',
      name: t('levels.elevator'),
      content: () => <Others resource={elevatorLevels} members="GET /elevator-levels/{id}/persons" />,
    },
    {
      id: 'gate',
      name: t('levels.gate'),
      content: () => <Others resource={gateLevels} members="GET /gate-levels/{id}/persons" />,
    },
    ...(may('visit.read')
      ? [{ id: 'visitor' as const, name: t('levels.visitor'), content: () => <Others resource={visitorLevels} /> }]
      : []),
  ] as const;
  return (
    <>
      <h1>{t('levels.title')}</h1>
      <Tabs
        label={t('levels.title')}
        tabs={tabs}
        chosen={tab}
        onChoose={(id) =>
          setSearch({ tab: id === 'doors' ? undefined : id, level: undefined, q: undefined, sort: undefined })
        }
      />
    </>
  );
}
