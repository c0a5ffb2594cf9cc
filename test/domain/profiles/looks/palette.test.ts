import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contrast, textOn } from '../../../../source/domain/profiles/looks/color.ts';
import {
  badge16,
  type Named,
  nearest16,
  nearest256,
  shapeContrast,
  visible,
} from '../../../../source/domain/profiles/looks/palette.ts';
import { DEMO_ACCOUNTS, type DemoAccount } from '../../../../source/sandbox/demo/accounts.ts';

const demo = Object.values<DemoAccount>(DEMO_ACCOUNTS)
  .flatMap(({ roles = [] }) => roles)
  .flatMap(({ profile }) => (profile === undefined ? [] : [`#${profile.color}`]));
/** Those that the AWS console offers. */
const consoles = ['#f2b0a9', '#fbbf93', '#fad791', '#b7ca9d', '#99bce3', '#d13212', '#8c4fff', '#16191f'];
const pale = ['#ffffff', '#fffacd', '#e6e6fa', '#f5f5dc', '#ffe4e1'];
const dark = ['#000000', '#0b0b10', '#000033', '#1e1e2e', '#2a0000'];
const middle = ['#7c818c', '#3da35d', '#ff00ff', '#0000ff', '#808000'];
const colors = [...new Set([...demo, ...consoles, ...pale, ...dark, ...middle])];
const backgrounds = ['#000000', '#1e1e2e', '#ffffff', '#fdf6e3'];

describe('visible', () => {
  const seenIn = [
    [24, (color: string) => color],
    [8, (color: string) => nearest256(color).seen],
  ] as const;
  for (const [depth, seen] of seenIn)
    for (const background of backgrounds)
      it(`shows each colour on ${background} in ${depth} bits, known or not`, () => {
        for (const color of colors) {
          for (const known of [background, undefined]) {
            const shown = seen(visible(color, known, shapeContrast, depth));
            assert.ok(contrast(shown, background) >= shapeContrast, `${color} as ${shown}, known: ${known}`);
          }
        }
      });
  it('leaves a colour that is seen as it is', () => assert.equal(visible('#b7ca9d', '#1e1e2e', 3), '#b7ca9d'));
  it('gives the best there is where nothing is enough', () =>
    assert.equal(visible('#808080', '#777777', 9), '#000000'));
});

describe('nearest256', () => {
  it('is a colour of the cube', () => {
    assert.deepEqual(nearest256('#d13438'), { number: 167, seen: '#d75f5f' });
    assert.deepEqual(nearest256('#ffffff'), { number: 231, seen: '#ffffff' });
  });
  it('has legible text', () => {
    for (const color of colors) assert.ok(contrast(textOn(nearest256(color).seen), nearest256(color).seen) >= 4.5);
  });
});

/** xterm's palette, which has the most glaring yellow and the darkest blue of those in use. */
const xterm: Readonly<Record<Named, string>> = {
  black: '#000000',
  red: '#cd0000',
  green: '#00cd00',
  yellow: '#cdcd00',
  blue: '#0000ee',
  magenta: '#cd00cd',
  cyan: '#00cdcd',
  white: '#e5e5e5',
  gray: '#7f7f7f',
  redBright: '#ff0000',
  greenBright: '#00ff00',
  yellowBright: '#ffff00',
  blueBright: '#5c5cff',
  magentaBright: '#ff00ff',
  cyanBright: '#00ffff',
  whiteBright: '#ffffff',
};

describe('sixteen colours', () => {
  for (const [color, onDark, onLight] of [
    ['#d13438', 'red', 'red'],
    ['#f2b0a9', 'redBright', 'redBright'],
    ['#e07941', 'yellow', 'yellow'],
    ['#fad791', 'yellowBright', 'yellow'],
    ['#3da35d', 'green', 'green'],
    ['#b7ca9d', 'greenBright', 'green'],
    ['#17a398', 'cyan', 'cyan'],
    ['#00008b', 'blueBright', 'blue'],
    ['#99bce3', 'blueBright', 'blueBright'],
    ['#8c4fff', 'magenta', 'magenta'],
    ['#16191f', 'white', 'gray'],
  ] as const)
    it(`shows ${color} as ${onDark} on dark and ${onLight} on light`, () => {
      assert.equal(nearest16(color, '#1e1e2e'), onDark);
      assert.equal(nearest16(color, '#fdf6e3'), onLight);
    });
  it('differ for each colour of the demo', () => {
    const different = new Set(demo);
    assert.equal(new Set(demo.map((color) => nearest16(color, '#000000'))).size, different.size);
    assert.equal(new Set(demo.map((color) => badge16(color).on)).size, different.size);
  });
  it('are seen on black', () => {
    for (const color of colors) assert.ok(contrast(xterm[nearest16(color, '#000000')], '#000000') >= 3, color);
  });
  it('have legible text', () => {
    for (const color of colors) {
      const { on, text } = badge16(color);
      assert.ok(contrast(xterm[on], xterm[text]) >= 4.5, `${color}: ${text} on ${on}`);
    }
  });
});
