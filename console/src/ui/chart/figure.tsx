import { useRef, useState, type ReactNode } from 'react';
import { useFormats, useT } from '../../i18n/t.js';
import { Button } from '../button.js';
import { Icon, type IconName } from '../icon.js';
import { PageLink } from '../page-hooks.js';
import { saveCsv } from './csv.js';
import type { ChartLink } from './series.js';
import './chart.css';

interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly ChartRow[];
}

interface ChartRow {
  readonly id: string;
  readonly cells: readonly (string | number)[];
  /** Of its first cell. */
  readonly link?: ChartLink;
}

interface FigureProps {
  readonly title: string;
  readonly hint?: string;
  /** Name of the file. */
  readonly name: string;
  /** The same in numbers. */
  readonly table: ChartTable;
  /** Always in sight, such as a choice or the legend. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

/** The sheet shows this figure and no other. */
function print(figure: HTMLElement | null): void {
  const root = document.documentElement;
  figure?.classList.add('printed');
  root.classList.add('prints-chart');
  const over = () => {
    root.classList.remove('prints-chart');
    figure?.classList.remove('printed');
  };
  window.addEventListener('afterprint', over, { once: true });
  window.print();
}

function Act({
  icon,
  label,
  onPress,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
}) {
  return (
    <span title={label}>
      <Button kind="quiet" aria-label={label} onPress={onPress}>
        <Icon name={icon} size={16} />
      </Button>
    </span>
  );
}

/** A chart with its numbers: as a table, as a file, on paper. */
export function Figure({ title, hint, name, table, above, children }: FigureProps) {
  const t = useT();
  const [isTable, setIsTable] = useState(false);
  const figure = useRef<HTMLElement>(null);
  const save = () => saveCsv(name, [table.head, ...table.rows.map(({ cells }) => cells)]);
  return (
    <section className="chart" aria-label={title} ref={figure}>
      <div className="chart-head">
        <h2 className="grow">{title}</h2>
        <span className="row no-print">
          <Act
            icon={isTable ? 'chart' : 'list'}
            label={t(isTable ? 'ui.chartShow' : 'ui.chartTable', { title })}
            onPress={() => setIsTable(!isTable)}
          />
          <Act icon="save" label={t('ui.chartSave', { title })} onPress={save} />
          <Act icon="printer" label={t('ui.chartPrint', { title })} onPress={() => print(figure.current)} />
        </span>
      </div>
      {hint !== undefined && <p className="muted">{hint}</p>}
      {above}
      {isTable ? <Numbers title={title} table={table} /> : children}
    </section>
  );
}

function Numbers({ title, table }: { readonly title: string; readonly table: ChartTable }) {
  const { number } = useFormats();
  return (
    <div className="chart-numbers" role="group" aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.head.map((name, at) => (
              <th key={`${String(at)} ${name}`} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ id, cells: [first = '', ...others], link }) => (
            <tr key={id}>
              <th scope="row">{link ? <PageLink {...link}>{first}</PageLink> : <bdi>{first}</bdi>}</th>
              {others.map((value, at) => (
                <td key={`${String(at + 1)} ${table.head[at + 1] ?? ''}`}>
                  <bdi>{typeof value === 'number' ? number(value) : value}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
