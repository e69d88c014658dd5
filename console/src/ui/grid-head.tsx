import { useT } from '../i18n/t.js';
import type { Column } from './column.js';
import { Icon } from './icon.js';

interface GridHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (ticked: ReadonlySet<string>) => void;
}

const directionOf = (sort: string | undefined, field: string) =>
  sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none';

/** The titles of the columns; those that can be sorted by are buttons. */
export function GridHead<Row>({ columns, rows, keyOf, sort, onSort, ticked, onTick }: GridHeadProps<Row>) {
  const t = useT();
  const areAllTicked = rows.length > 0 && rows.every((row) => ticked?.has(keyOf(row)));
  return (
    <div className="grid-head" role="rowgroup">
      <div role="row" aria-rowindex={1} className="grid-titles">
        {onTick && (
          <div role="columnheader" className="grid-cell tick">
            <input
              type="checkbox"
              checked={areAllTicked}
              aria-label={t('ui.tickAll')}
              onChange={() => onTick(areAllTicked ? new Set() : new Set(rows.map(keyOf)))}
            />
          </div>
        )}
        {columns.map(({ key, title, width, least = 0, sort: field, isHiddenOnPhone, isNumber }) => (
          <div
            key={key}
            role="columnheader"
            aria-sort={field === undefined ? undefined : directionOf(sort, field)}
            className={`grid-cell${isHiddenOnPhone ? ' wide-only' : ''}${isNumber ? ' number' : ''}`}
            style={{ flex: `${String(width)} 1 ${String(width)}px`, minInlineSize: least }}
          >
            {field === undefined || !onSort ? (
              title
            ) : (
              <button
                type="button"
                className="sort"
                onClick={() => onSort(directionOf(sort, field) === 'ascending' ? `-${field}` : field)}
              >
                {title}
                {directionOf(sort, field) !== 'none' && (
                  <Icon name={directionOf(sort, field) === 'ascending' ? 'up' : 'down'} size={14} />
                )}
              </button>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
