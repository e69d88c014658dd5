import { Children, useRef, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import { useFormats, useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { percentOf, type Point } from './places.js';
import { pictureOf, type Plan } from './queries.js';
import { useZoom } from './use-zoom.js';

interface SheetProps {
  readonly plan: Plan;
  /** Given: a click says where something is put. Else the mouse pulls the picture about. */
  readonly onPoint?: (point: Point) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  /** One `OnSheet` for each door. */
  readonly children: ReactNode;
}

const step = 1.5;
/** Of more doors, the names are shown once the picture is larger. */
const named = 40;
const isOnDoor = (target: EventTarget) => target instanceof Element && target.closest('a, button') !== null;

/** The picture with what stands on it. It is never mirrored: a building is not. */
export function Sheet({ plan, onPoint, onKeyDown, children }: SheetProps) {
  const t = useT();
  const { number } = useFormats();
  const box = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const { zoom, zoomBy, whole } = useZoom(box, sheet);
  const { width, height, name } = plan;
  const isCrowded = zoom < 2 && Children.count(children) > named;
  const ratio = (width ?? 1) / (height ?? 1);

  const clicked = ({ target, clientX, clientY }: MouseEvent) => {
    const size = sheet.current?.getBoundingClientRect();
    if (!onPoint || !size || isOnDoor(target)) return;
    onPoint({ x: (clientX - size.left) / size.width, y: (clientY - size.top) / size.height });
  };
  const pulled = ({ buttons, pointerType, movementX, movementY }: PointerEvent) => {
    if (onPoint || pointerType !== 'mouse' || buttons !== 1) return;
    box.current?.scrollBy(-movementX, -movementY);
  };
  return (
    <div className="plan-main">
      <div className="row no-print" role="group" aria-label={t('plans.zoom')}>
        <Button onPress={() => zoomBy(1 / step)} aria-label={t('plans.smaller')}>
          <Icon name="minus" />
        </Button>
        <Button onPress={() => zoomBy(step)} aria-label={t('plans.larger')}>
          <Icon name="plus" />
        </Button>
        <Button onPress={whole}>{t('plans.whole')}</Button>
        <span className="muted">{`${number(Math.round(zoom * 100))} %`}</span>
      </div>
      <div
        ref={box}
        className={zoom === 1 ? 'plan-box' : 'plan-box large'}
        role="group"
        aria-label={name}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={pulled}
      >
        <div
          ref={sheet}
          className={onPoint ? 'plan-sheet taking' : 'plan-sheet'}
          style={{
            inlineSize: `calc(${String(zoom)} * min(100cqi, 100cqb * ${String(ratio)}))`,
            aspectRatio: String(ratio),
          }}
          onClick={clicked}
        >
          <img src={pictureOf(plan)} alt="" draggable={false} />
          <ul className={isCrowded ? 'plan-doors crowded' : 'plan-doors'}>{children}</ul>
        </div>
      </div>
    </div>
  );
}

/** Stands at a place of the picture, and stays as large as it is. */
export const OnSheet = ({ place: { x, y }, children }: { readonly place: Point; readonly children: ReactNode }) => (
  <li className="plan-place" style={{ left: `${percentOf(x)}%`, top: `${percentOf(y)}%` }}>
    {children}
  </li>
);
