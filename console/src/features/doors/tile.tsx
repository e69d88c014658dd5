import { memo } from 'react';
import { useT } from '../../i18n/t.js';
import { DoorShape } from '../../ui/door-shape.js';
import type { OutcomeName } from '../../ui/outcome.js';
import { Time } from '../../ui/time.js';
import { shapeOf } from '../../ui/door-state.js';
import type { BoardDoor } from '../../live/doors.js';
import { Last } from './last.js';

interface TileProps {
  readonly door: BoardDoor;
  readonly isChosen: boolean;
  /** How far the order is that is carried out there; null without one. */
  readonly running: string | null;
  /** What became of the last event there; undefined while nobody knows. */
  readonly outcome: OutcomeName | undefined;
  readonly onOpen: (id: string) => void;
}

/** Plain HTML: a site may have hundreds, and many change within a second. */
export const Tile = memo(function Tile({ door, isChosen, running, outcome, onOpen }: TileProps) {
  const t = useT();
  const { id, name, state, last } = door;
  return (
    <li className="tile-place">
      <button type="button" className="tile" aria-pressed={isChosen} onClick={() => onOpen(id)}>
        <strong className="tile-name">
          <bdi>{name}</bdi>
        </strong>
        <span className="tile-state">
          <DoorShape state={shapeOf(state)} />
          {running === null ? (
            <span className="tile-last">{state.since && <Time at={state.since} />}</span>
          ) : (
            <span className="tile-running">
              <span className="spinner" aria-hidden="true" />
              {t.loose(`ui.command-${running}`, running)}
            </span>
          )}
        </span>
        <span className="tile-last">{last && <Last last={last} outcome={outcome} />}</span>
      </button>
    </li>
  );
});
