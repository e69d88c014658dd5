import { useDepartments, useLevels } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import type { Token } from '../../ui/filter-bar.js';
import type { MenuGroup } from '../../ui/menu.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { lacks, personStates } from './person-filters.js';
import { peoplePage } from './route.js';

/** Filters of the list: those that are on, and those that may be added. */
export function useFilters(): { tokens: Token[]; choices: MenuGroup[] } {
  const t = useT();
  const may = useMay();
  const departments = useDepartments();
  const levels = useLevels();
  const [{ deptCode, levelId, state, without }, setSearch] = usePageSearch(peoplePage);
  const seesAll = may('person.read');

  const department = departments.find(({ code }) => code === deptCode)?.name ?? deptCode;
  const level = levels.find(({ id }) => id === levelId)?.name ?? levelId;
  const tokens = [
    state && { id: 'state', text: t(`people.state-${state}`), onRemove: () => setSearch({ state: undefined }) },
    without && {
      id: 'without',
      text: t(`people.without-${without}`),
      onRemove: () => setSearch({ without: undefined }),
    },
    department && { id: 'dept', text: department, onRemove: () => setSearch({ deptCode: undefined }) },
    level && { id: 'level', text: level, onRemove: () => setSearch({ levelId: undefined }) },
  ].filter((token): token is Token => typeof token === 'object');

  const states = personStates.map((id) => ({
    id,
    name: t(`people.state-${id}`),
    isChosen: id === state,
    onAction: () => setSearch({ state: id }),
  }));
  const missing = lacks.map((id) => ({
    id,
    name: t(`people.without-${id}`),
    isChosen: id === without,
    onAction: () => setSearch({ without: id }),
  }));
  const byDepartment = departments.map(({ code, name }) => ({
    id: `dept-${code}`,
    name,
    isChosen: code === deptCode,
    onAction: () => setSearch({ deptCode: code }),
  }));
  const byLevel = levels.map(({ id, name }) => ({
    id: `level-${id}`,
    name,
    isChosen: id === levelId,
    onAction: () => setSearch({ levelId: id }),
  }));
  const choices = [
    { title: t('people.state'), actions: states },
    { title: t('people.missing'), actions: missing },
    { title: t('people.department'), actions: byDepartment },
    { title: t('people.level'), actions: byLevel },
  ];
  const shown = seesAll ? choices : choices.filter(({ actions }) => actions === byDepartment || actions === states);
  return { tokens, choices: shown.filter(({ actions }) => actions.length > 0) };
}
