import { useT } from '../../i18n/t.js';
import type { BoardDoor } from '../../live/doors.js';
import { DoorShape } from '../../ui/door-shape.js';
import { isAbnormal, shapeOf } from '../../ui/door-state.js';

/** A door on the picture: its state as a shape, its name, and the word where the state is not as usual. */
export function DoorMark({ door: { name, state } }: { readonly door: BoardDoor }) {
  const t = useT();
  const shape = shapeOf(state);
  return (
    <>
      <DoorShape state={shape} isBare />
      <span className={isAbnormal(shape) ? 'plan-label abnormal' : 'plan-label'}>
        <bdi>{name}</bdi>
        {isAbnormal(shape) && <strong aria-hidden="true"> {t(`ui.door-${shape}`)}</strong>}
      </span>
    </>
  );
}
