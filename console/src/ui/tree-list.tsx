import { Icon, type IconName } from './icon.js';
import { placed, type Branch } from './tree.js';
import './tree.css';

interface TreeListProps<T extends Branch> {
  readonly label: string;
  readonly icon: IconName;
  readonly branches: readonly T[];
  readonly chosen: string | undefined;
  readonly onChoose: (branch: T) => void;
}

const stepPx = 24;
const firstPx = 12;

/** Departments or areas, each behind the one above it. */
export const TreeList = <T extends Branch>({ label, icon, branches, chosen, onChoose }: TreeListProps<T>) => (
  <ul className="tree" aria-label={label}>
    {placed(branches).map(({ branch, depth }) => (
      <li key={branch.code}>
        <button
          type="button"
          aria-current={branch.code === chosen}
          style={{ paddingInlineStart: firstPx + depth * stepPx }}
          onClick={() => onChoose(branch)}
        >
          <Icon name={icon} size={16} />
          <bdi>{branch.name}</bdi>
          {branch.name !== branch.code && <bdi className="muted small">{branch.code}</bdi>}
        </button>
      </li>
    ))}
  </ul>
);
