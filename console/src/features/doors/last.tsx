import { Outcome, type OutcomeName } from '../../ui/outcome.js';
import { Time } from '../../ui/time.js';
import type { BoardDoor } from '../../live/doors.js';

interface LastProps {
  readonly last: NonNullable<BoardDoor['last']>;
  /** What became of it; undefined while nobody knows. */
  readonly outcome: OutcomeName | undefined;
}

/** Who was last at a door, and when. Who was let in is usual; who was not is never shown as if they had passed. */
export const Last = ({ last, outcome }: LastProps) => (
  <>
    {(outcome === 'refused' || outcome === 'alarm') && <Outcome outcome={outcome} isWordSeen />}
    <bdi>{`${last.name} ${last.lastName}`.trim() || last.cardNo}</bdi> <Time at={last.at} />
  </>
);
