import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from './schema.ts';

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);
const fieldsOf = (type: (typeof types)[number]) =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

interface Described {
  readonly coordinate: string;
  readonly description?: string | null;
  readonly deprecationReason?: string | null;
}

function everything(): Described[] {
  return types.flatMap((type): Described[] => [
    { coordinate: type.name, description: type.description },
    ...fieldsOf(type).flatMap(({ name, args, ...field }) => [
      { ...field, coordinate: `${type.name}.${name}` },
      ...args.map((argument) => ({ ...argument, coordinate: `${type.name}.${name}(${argument.name}:)` })),
    ]),
    ...(isInputObjectType(type) ? Object.values(type.getFields()) : []).map((field) => ({
      ...field,
      coordinate: `${type.name}.${field.name}`,
    })),
    ...(isEnumType(type) ? type.getValues() : []).map((value) => ({
      ...value,
      coordinate: `${type.name}.${value.name}`,
    })),
  ]);
}

describe('the schema', () => {
  it('describes every type, field, argument, input field and enum value', () => {
    const all = everything();
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(({ description }) => !description?.trim()).map(({ coordinate }) => coordinate)).toEqual([]);
  });

  it('names the replacement and the date of removal of whatever is deprecated', () => {
    const vague = everything().filter(
      ({ deprecationReason: reason }) => reason && !/`[^`]+`.*\d{4}-\d{2}-\d{2}/.test(reason),
    );
    expect(vague.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  it('gives each mutation one input, and a union of its success and problems', () => {
    expect(mutations.length).toBeGreaterThan(0);
    for (const { name, args, type } of mutations) {
      const typeName = name.charAt(0).toUpperCase() + name.slice(1);
      expect(args.map((argument) => `${argument.name}: ${argument.type}`)).toEqual([`input: ${typeName}Input!`]);
      expect(String(type)).toBe(`${typeName}Result!`);
      const union = getNamedType(type);
      if (!isUnionType(union)) throw new Error(`${union.name} is no union`);
      const [success, ...others] = union.getTypes().filter((member) => member.name === `${typeName}Success`);
      expect([success?.name, others]).toEqual([`${typeName}Success`, []]);
      for (const problem of union.getTypes().filter((member) => member !== success))
        expect(problem.getInterfaces().map((one) => one.name)).toEqual(['Problem']);
    }
  });

  it('names a connection and its edges for the nodes', () => {
    const connections = types.filter((type) => isObjectType(type) && type.name.endsWith('Connection'));
    const named = connections.map((type) => {
      const [edges, nodes] = ['edges', 'nodes'].map((name) => fieldsOf(type).find((field) => field.name === name));
      return [type.name, edges && getNamedType(edges.type).name, nodes && getNamedType(nodes.type).name];
    });
    expect(named).toEqual(named.map(([, , node]) => [`${node}Connection`, `${node}Edge`, node]));
  });

  it('pages every connection the same way', () => {
    const connections = types.flatMap((type) =>
      fieldsOf(type).filter((field) => getNamedType(field.type).name.endsWith('Connection')),
    );
    for (const { name, args } of connections)
      expect([name, args.map((argument) => argument.name)]).toEqual([
        name,
        expect.arrayContaining(['after', 'before', 'first', 'last']),
      ]);
  });
});
