import type { RoleDefinition } from '../definition.ts';
import { printCli } from './cli.ts';
import { printCloudFormation, printCloudFormationJson } from './cloudformation.ts';
import { printTerraform } from './terraform.ts';

const printers = {
  cli: printCli,
  cloudformation: printCloudFormation,
  'cloudformation-json': printCloudFormationJson,
  terraform: printTerraform,
} as const satisfies Readonly<Record<string, (role: RoleDefinition) => string>>;

/** The formats in which `role create --print` prints a role instead of creating it. */
export type PrintFormat = keyof typeof printers;

export const printFormats = Object.keys(printers) as readonly PrintFormat[];

export const isPrintFormat = (name: string): name is PrintFormat => Object.hasOwn(printers, name);

/** The role as text for another tool; it ends with a line end. */
export function printRole(role: RoleDefinition, format: PrintFormat): string {
  return printers[format](role);
}
