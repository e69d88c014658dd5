import { useFormats } from '../../i18n/t.js';
import { PageLink } from '../page-hooks.js';
import { useRoving } from './roving.js';
import type { ChartLink } from './series.js';

interface HeatProps {
  readonly label: string;
  /** Names of the rows. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Row by row. */
  readonly values: readonly number[];
  readonly linkOf: (row: number, column: number) => ChartLink;
}

const faintest = 0.12;
/** Every third column is named. */
const named = 3;

/** How much there is at each place of a table, as a shade. */
export function Heat({ label, rows, columns, values, linkOf }: HeatProps) {
  const { number } = useFormats();
  const roving = useRoving(values.length, columns.length);
  const most = Math.max(1, ...values);
  const shadeOf = (value: number) => (value === 0 ? 0 : faintest + (1 - faintest) * (value / most));
  return (
    <div className="heat">
      <div className="heat-rows" aria-hidden="true">
        {rows.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <svg
        className="heat-plot"
        viewBox={`0 0 ${String(columns.length)} ${String(rows.length)}`}
        preserveAspectRatio="none"
        role="group"
        aria-label={label}
        onKeyDown={roving.onKeyDown}
      >
        {values.map((value, at) => {
          const [row, column] = [Math.floor(at / columns.length), at % columns.length];
          const name = `${rows[row] ?? ''} ${columns[column] ?? ''}: ${number(value)}`;
          return (
            <PageLink key={name} {...linkOf(row, column)} className="bar" label={name} tabIndex={roving.tabIndexOf(at)}>
              <title>{name}</title>
              <rect x={column} y={row} width="1" height="1" className="bar-field" />
              <rect
                x={column + 0.04}
                y={row + 0.06}
                width="0.92"
                height="0.88"
                className="tone-granted"
                fillOpacity={shadeOf(value)}
              />
            </PageLink>
          );
        })}
      </svg>
      <div
        className="heat-columns"
        aria-hidden="true"
        style={{ gridTemplateColumns: `repeat(${String(columns.length / named)}, 1fr)` }}
      >
        {columns.map((name, at) => (at % named === 0 ? <bdi key={name}>{name.slice(0, 2)}</bdi> : null))}
      </div>
    </div>
  );
}
