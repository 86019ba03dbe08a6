"""Papers that are drawn as pictures: licences, certificates, plaques, cards, screens. Each has several layouts."""
