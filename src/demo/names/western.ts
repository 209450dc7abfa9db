import type { NameCulture } from './culture.ts';

/** Languages in the Latin alphabet of western Europe and the Americas. */
export const western: readonly NameCulture[] = [
  {
    language: 'en',
    share: 180,
    women:
      'Olivia, Grace, Charlotte, Emily, Margaret, Zoë, Imogen, Ruth, Eleanor, Priscilla, Chloë, Hannah, Josephine, Abigail, Beatrice, Niamh',
    men: 'James, William, Oliver, Henry, Samuel, Arthur, Thomas, Edward, Noah, Théodore, Malcolm, Rhys, Desmond, Patrick, Isaac, Seán',
    families:
      "Smith, Taylor, Walker, Brontë, O'Connor, Fitzgerald, Hughes, MacDonald, Baker, Okafor, Whitfield, D'Arcy, Campbell, Nwosu, Ashworth, Pemberton, Lloyd-Jones, Mitchell, O'Neill, Harrington, Sinclair, Wood, Khan, Bailey",
  },
  {
    language: 'de',
    share: 90,
    women:
      'Anna, Käthe, Jürgine, Sophie, Lieselotte, Grete, Björna, Hannelore, Frieda, Rosa, Mathilde, Ute, Heike, Änne, Karoline, Dörte',
    men: 'Jürgen, Björn, Matthias, Günther, Wolfgang, Götz, Friedrich, Lukas, Jörg, Karl-Heinz, Sören, Emil, Hans-Peter, Ulrich, Rüdiger, Theo',
    families:
      'Müller, Schäfer, Weiß, Groß, Köhler, Schröder, Böhm, Krüger, Strauß, Löwe, Hoffmann, Jäger, Zöllner, Baumgärtner, Fuchs, Vogel, Richter, Lindner, Übelacker, Hübner, Brandt, Kästner, von Bülow, Großmann',
  },
  {
    language: 'fr',
    share: 65,
    women:
      'Élodie, Françoise, Hélène, Camille, Léa, Océane, Noémie, Anaïs, Maëlle, Geneviève, Aurélie, Zélie, Inès, Béatrice, Chloé, Jeanne',
    men: 'François, Éric, Jérôme, Loïc, Rémi, Gaël, Benoît, Thibault, Zacharie, Frédéric, Stéphane, Jean-Luc, Noël, Raphaël, Cédric, André',
    families:
      "Lefèvre, Dubois, Châtelain, Gauthier, Benoît, L'Hôpital, Bérenger, Moreau, Desprès, Crêpeau, Gonçalvès, Péron, Le Goff, d'Estaing, Roux, Hébert, Maçon, Rousseau, Boulé, Garçon, Thévenet, Noël, Bœuf, Dupré",
  },
  {
    language: 'es',
    share: 70,
    women:
      'María, Lucía, Sofía, Begoña, Ángela, Iñaca, Concepción, Ana, Inés, Rocío, Verónica, Noelia, Mónica, Itziar, Belén, Dolores',
    men: 'José, Íñigo, Ángel, Joaquín, Martín, Raúl, Sebastián, Óscar, Andrés, Héctor, Ramón, Tomás, Nicolás, Javier, Álvaro, César',
    families:
      'García, Muñoz, Núñez, Peña, Ibáñez, Rodríguez, Fernández, López, Gutiérrez, Zúñiga, Vázquez, Castaño, Jiménez, Ordóñez, Güell, de la Cruz, Álvarez, Sáez, Hernández, Quiñones, Ruiz, Piñeiro, Marín, Cordón',
  },
  {
    language: 'pt',
    share: 35,
    women:
      'Conceição, Inês, Beatriz, Júlia, Luísa, Mafalda, Graça, Antónia, Estêvã, Leonor, Benedita, Íris, Márcia, Vitória',
    men: 'João, Gonçalo, Luís, António, Estêvão, Simão, Rúben, Tomé, Caetano, Vinícius, Fábio, Sebastião, Otávio, Tiago',
    families:
      'Araújo, Conceição, Guimarães, Brandão, Magalhães, Simões, Leitão, Falcão, Gouvêa, Câmara, Avelãs, Júnior, Lourenço, Assunção, Esteves, Patrício, da Silva, Estrêla, Vidigal, Sá',
  },
  {
    language: 'it',
    share: 35,
    women: 'Giulia, Chiara, Beatrice, Noemi, Libertà, Francesca, Ludovica, Zaira, Ottavia, Fiorenza, Desirée, Marta',
    men: 'Niccolò, Giosuè, Matteo, Cesare, Dario, Ettore, Nicolò, Tancredi, Umberto, Fabrizio, Elia, Sandro',
    families:
      "Rossi, D'Angelo, Nicolò, Cantù, Dell'Acqua, Bonfà, Pirandello, Esposito, Forlì, Macrì, Ferrari, Salò, De Luca, Colombo, Tofanò, Marconi, Sanzò, Gallo",
  },
];
