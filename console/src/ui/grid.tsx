import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useT } from '../i18n/t.js';
import type { Column } from './column.js';
import { GridHead } from './grid-head.js';
import { useRowHeight } from './row-height.js';
import './grid.css';

interface GridProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Of all pages, where the gateway has counted them. */
  readonly total?: number | undefined;
  /** `name` or `-name`, as in the address. */
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  /** The row whose panel is open. */
  readonly chosen?: string | undefined;
  readonly onOpen?: (row: Row) => void;
  /** Rows that are ticked, for actions on many. */
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (ticked: ReadonlySet<string>) => void;
  readonly hasMore?: boolean;
  readonly onMore?: () => void;
  /** Pixels from the first row. */
  readonly onScroll?: (top: number) => void;
}

/** This many rows before the end, the next page is asked for. */
const ahead = 30;

const moves: Readonly<Record<string, (at: number, page: number, last: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, page) => at + page,
  PageUp: (at, page) => at - page,
  Home: () => 0,
  End: (_at, _page, last) => last,
};

/** A list that the gateway sorts, filters and counts. Only the rows on the screen are made. */
export function Grid<Row>(props: GridProps<Row>) {
  const {
    label,
    columns,
    rows,
    keyOf,
    total,
    chosen,
    onOpen,
    ticked,
    onTick,
    hasMore = false,
    onMore,
    onScroll,
  } = props;
  const t = useT();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const height = useRowHeight();
  // React's compiler is not used, so what the virtualizer returns may change under one reference.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 12,
  });
  useEffect(() => virtual.measure(), [height, virtual]);

  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - ahead) onMore?.();
  }, [hasMore, lastShown, rows.length, onMore]);

  const last = rows.length - 1;
  const current = Math.min(at, Math.max(last, 0));
  const moveTo = (next: number) => {
    const place = Math.max(0, Math.min(last, next));
    setAt(place);
    virtual.scrollToIndex(place);
  };
  const tick = (row: Row) => {
    const next = new Set(ticked);
    if (!next.delete(keyOf(row))) next.add(keyOf(row));
    onTick?.(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const row = rows[current];
    const move = moves[event.key];
    if (move) moveTo(move(current, Math.max(1, items.length - 13), last));
    else if (event.key === 'Enter' && row !== undefined) onOpen?.(row);
    else if (event.key === ' ' && row !== undefined && onTick) tick(row);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={box}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={(total ?? rows.length) + 1}
      aria-colcount={columns.length + (onTick ? 1 : 0)}
      aria-multiselectable={onTick ? true : undefined}
      aria-activedescendant={rows.length > 0 ? `${id}-${String(current)}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => onScroll?.(event.currentTarget.scrollTop)}
    >
      <GridHead {...props} />
      <div className="grid-rows" role="rowgroup" style={{ blockSize: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const key = keyOf(row);
          return (
            <div
              key={key}
              id={`${id}-${String(index)}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={ticked ? ticked.has(key) : chosen === key}
              className={`grid-row${index === current ? ' current' : ''}`}
              style={{ blockSize: height, transform: `translateY(${String(start)}px)` }}
              onClick={() => {
                setAt(index);
                onOpen?.(row);
              }}
            >
              {onTick && (
                <div role="gridcell" className="grid-cell tick" onClick={(event) => event.stopPropagation()}>
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    checked={ticked?.has(key) ?? false}
                    aria-label={t('ui.tick')}
                    onChange={() => tick(row)}
                  />
                </div>
              )}
              {columns.map((column) => (
                <div
                  key={column.key}
                  role="gridcell"
                  className={`grid-cell${column.isHiddenOnPhone ? ' wide-only' : ''}${column.isNumber ? ' number' : ''}`}
                  style={{
                    flex: `${String(column.width)} 1 ${String(column.width)}px`,
                    minInlineSize: column.least ?? 0,
                  }}
                >
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
